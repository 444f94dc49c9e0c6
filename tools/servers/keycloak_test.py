"""What a browser without scripts promises, with a small server of our own."""

import threading
import unittest
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import keycloak

PAGE = '<html><style>p {}</style><form id="login" action="/authenticate?code=1&amp;tab=2" method="post"><p>Sign&nbsp;in</p></form></html>'


class Pages(BaseHTTPRequestHandler):
    """/auth leads to a page with a form; whoever fills it in, with the cookie of that page, is sent to the callback."""

    def do_GET(self):
        if self.path.startswith("/auth?"):
            self.answer(302, Location="/login")
        else:
            self.answer(200, PAGE, **{"Set-Cookie": "session=7; Path=/"})

    def do_POST(self):
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if self.headers["Cookie"] != "session=7" or form["password"] != ["näht"]:
            return self.answer(403, "go away")
        self.answer(302, Location=f"{keycloak.CALLBACK}?{self.path.partition('?')[2]}")

    def answer(self, status, page="", **headers):
        content = page.encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


class Browser(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
        cls.address = f"http://127.0.0.1:{cls.server.server_port}"
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()

    def test_redirections_are_followed_and_cookies_kept_up_to_the_callback(self):
        browser = keycloak.Browser()
        page = browser.visit(f"{self.address}/auth?client_id=shop")
        end = browser.visit(self.address + keycloak.form_action(page), {"password": "näht"})
        self.assertEqual(end, f"{keycloak.CALLBACK}?code=1&tab=2")

    def test_a_refusal_says_what_the_page_says(self):
        with self.assertRaisesRegex(keycloak.Refused, "403 go away"):
            keycloak.Browser().visit(f"{self.address}/authenticate", {"password": "guessed"})

    def test_a_page_without_a_form_is_told_as_a_person_reads_it(self):
        with self.assertRaisesRegex(keycloak.Refused, "a page without a form: We are sorry"):
            keycloak.form_action("<head><title>x</title></head><p>We are <b>sorry</b></p>")


if __name__ == "__main__":
    unittest.main()
