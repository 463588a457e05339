import re
from tests.admin.test_matrix import MatrixCase as M, PAGES, patterns
class TestTry(M):
    def test_x(self):
        for p in patterns():
            if p.name in ("portal_clause_change","portal_comparisonstyle_add","portal_comparisonstyle_change","portal_edition_import_new","portal_edition_import","portal_service_add","portal_terms_add","auth_user_add","auth_user_delete","auth_user_change"):
                url = self.place_of(p)[1]
                sent = self.forms[p.name]
                r = self.root.post(url, sent.values)
                print("##", p.name, r.status_code, list(sent.values.items())[:14])
                ctx = r.context
                if ctx:
                    for k in ("adminform","form"):
                        if k in ctx and ctx[k]:
                            f = getattr(ctx[k],"form",ctx[k]); print("   ", dict(f.errors))
