"""The addresses behind a review link, below /review/."""

from __future__ import annotations

from django.urls import path

from portal.views.review import commenting, consenting, files, reading

app_name = "review"
urlpatterns = [
    path("<str:token>/", reading.text, name="text"),
    path("<str:token>/comparison/", reading.comparison, name="comparison"),
    path("<str:token>/edition.pdf", files.edition_pdf, name="edition_pdf"),
    path("<str:token>/comparison.pdf", files.comparison_pdf, name="comparison_pdf"),
    path("<str:token>/files/<int:pk>/", files.file, name="file"),
    path("<str:token>/comments/", commenting.comment, name="comment"),
    path("<str:token>/consent/", consenting.consent, name="consent"),
    path("<str:token>/consent/code/", consenting.ask_mail, name="ask_mail"),
    path("<str:token>/consent/confirm/", consenting.check_mail, name="check_mail"),
    path("<str:token>/consent/give/", consenting.give, name="give"),
]
