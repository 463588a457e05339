"""The form of a house style of our own."""

from __future__ import annotations

from typing import Any

from portal.admin.editing import EditingForm
from portal.admin.style_values_form import StyleValuesForm, initial_values
from portal.comparison.house_style import THREE_COLUMN, HouseStyle
from portal.comparison.styles.files import StyleError, built_in_style, style_base, style_to_json
from portal.models import ComparisonStyle
from portal.models.comparison_style import own_style
from portal.models.style_labels import labelled_sentence


class ComparisonStyleForm(StyleValuesForm, EditingForm):
    """Name and title of a style, and each of its values. `unreadable` says why what is stored cannot be shown."""

    class Meta:
        model = ComparisonStyle
        fields = ["name", "title", "note"]

    def __init__(self, *args: Any, instance: ComparisonStyle | None = None, **kwargs: Any) -> None:
        self.unreadable: list[str] = []
        stored = self._stored(instance) if instance is not None and instance.pk else {}
        kwargs["initial"] = stored | (kwargs.get("initial") or {})
        super().__init__(*args, instance=instance, **kwargs)

    @property
    def changes(self) -> set[str]:
        """The names of the fields that differ; what could not be read is replaced in any case."""
        return super().changes | ({"definition"} if self.unreadable else set())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if hasattr(self, "style"):
            self.instance.definition = style_to_json(self.style, base=cleaned["base"], whole=True)
        return cleaned

    def _stored(self, instance: ComparisonStyle) -> dict[str, Any]:
        try:
            return style_initial(instance.style, style_base(instance.definition))
        except StyleError as error:
            self.unreadable = [labelled_sentence(problem) for problem in error.problems]
            return style_initial(THREE_COLUMN, THREE_COLUMN.name)


def style_initial(style: HouseStyle, base: str) -> dict[str, Any]:
    """Return what a form begins with that shows a style made from the built-in style `base`."""
    return initial_values(style) | {"base": base}


def copied_initial(name: str) -> dict[str, Any]:
    """Return what a new style begins with that is made from the style of this name. Raises StyleError."""
    own = own_style(name)
    return style_initial(own.style, style_base(own.definition)) if own else style_initial(built_in_style(name), name)
