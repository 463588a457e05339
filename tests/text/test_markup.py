"""Elements escape what is put into them."""

from portal.text.html.markup import classes, element, text, void


def test_content_and_attributes_are_escaped() -> None:
    made = element("p", text("<b>&\"'"), class_="\"'<>&")
    assert made == '<p class="&quot;&#x27;&lt;&gt;&amp;">&lt;b&gt;&amp;&quot;&#x27;</p>'


def test_attribute_names_get_hyphens_and_empty_ones_are_left_out() -> None:
    assert element("a", data_kind="x", aria_label="y", id="") == '<a data-kind="x" aria-label="y"></a>'


def test_a_void_element_has_no_end_tag() -> None:
    assert void("col", class_="a") == '<col class="a">'


def test_empty_class_names_are_left_out() -> None:
    assert classes("a", "", "b") == "a b"
