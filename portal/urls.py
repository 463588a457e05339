"""Where every address of the portal begins; the customers' pages come last, for they take any slug."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("review/", include("portal.views.review.urls")),
    path("", include("portal.public_urls")),
]

handler404 = "portal.views.errors.page_not_found"
