"""Wait until the page answers on the loopback address, and on no other: `check_page.py PORT`."""

import socket
import sys
import time
import urllib.error
import urllib.request

port = int(sys.argv[1])
deadline = time.monotonic() + 60
while True:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as answer:
            print("page:", answer.read().decode())
            break
    except (urllib.error.URLError, OSError) as error:
        if time.monotonic() > deadline:
            sys.exit(f"the page did not answer within 60 s: {error}")
        time.sleep(0.3)

own = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)} - {"127.0.0.1"}
for address in sorted(a for a in own if not a.startswith("127.")):
    with socket.socket() as probe:
        probe.settimeout(2)
        if probe.connect_ex((address, port)) == 0:
            sys.exit(f"the page answers on {address}, not on the loopback address alone")
