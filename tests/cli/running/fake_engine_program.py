"""Stands for the engine as a program: answers its health address, or dies the way it is told. Standard library only.

usage: fake_engine_program.py PORT [die MESSAGE | silent | live SECONDS]
"""

import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer


class Health(BaseHTTPRequestHandler):
    """200 for everything."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


def main(port: int, how: str = "live", what: str = "60") -> None:
    print("engine begins", flush=True)
    if how == "die":
        print(what, flush=True)
        sys.exit(3)
    if how == "silent":
        time.sleep(60)
    server = HTTPServer(("127.0.0.1", port), Health)
    threading.Timer(float(what), server.shutdown).start()
    server.serve_forever()
    print("engine ends", flush=True)
    sys.exit(4)


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
