"""Comments of a link's readers."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from portal.models import Comment, Frozen, ReviewLink
from portal.publishing.reviewing.authors import reader
from portal.publishing.reviewing.comments import add_comment, answer
from portal.publishing.reviewing.holding import ReviewRefused, TooMuchAtOnce
from portal.views.review.forms import CommentBox, CommentForm
from portal.views.review.opening import behind_link
from portal.views.review.reader import keep
from portal.views.review.reading import address, text_page

TOO_MANY, CONFLICT, UNREADABLE = 429, 409, 422


@require_POST
@behind_link
def comment(request: HttpRequest, link: ReviewLink) -> HttpResponseBase:
    """Keep a comment and show it; what is not taken is shown again with what is wrong."""
    if not link.may_comment:
        raise Http404
    form, status = CommentForm(request.POST), UNREADABLE
    if form.is_valid():
        keep(request, link, name=form.cleaned_data["name"])
        try:
            saved = _save(link, form)
        except ValidationError as error:
            form.add_error(None, error)
        except (ReviewRefused, Frozen) as error:
            status = TOO_MANY if isinstance(error, TooMuchAtOnce) else CONFLICT
            form.add_error(None, str(error))
        else:
            return redirect(f"{address(link, 'text')}#comment-{saved.pk}")
    return text_page(request, link, sent=_box(form), status=status)


def _save(link: ReviewLink, form: CommentForm) -> Comment:
    values = form.cleaned_data
    author = reader(link, values["name"])
    if values["thread"] is None:
        return add_comment(link.edition, author=author, text=values["text"], clause_key=values["clause"])
    thread = Comment.objects.select_related("edition").filter(pk=values["thread"], link=link, parent=None).first()
    if thread is None:
        raise Http404
    return answer(thread, author=author, text=values["text"])


def _box(form: CommentForm) -> CommentBox:
    """A comment that was not taken, as it was typed."""
    data = form.data
    return CommentBox(
        clause=data.get("clause", ""),
        thread=form.cleaned_data.get("thread"),
        name=data.get("name", ""),
        text=data.get("text", ""),
        errors={name: list(map(str, messages)) for name, messages in form.errors.items()},
    )
