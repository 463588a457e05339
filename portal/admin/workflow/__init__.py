"""The screens on which editions are decided on: submit, approve, send back, announce, redate, cancel, withdraw.

`pages` has the views, `deciding` what they share, `actions` who may do what next, `status` the panel on an edition's
page, `dashboard` the front page of the admin.
"""
