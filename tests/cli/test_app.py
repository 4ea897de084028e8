"""`groundshift app` opens the page from any folder, on the loopback address alone, and stops when it is told to."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import geo

SECONDS = 40


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def is_up(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as answer:
            return answer.read() == b"ok"
    except (urllib.error.URLError, OSError):
        return False


def test_the_page_opens_on_the_loopback_address_and_stops_with_its_process(tmp_path):
    port = free_port()
    code = Path(geo.__file__).resolve().parent.parent
    environment = {**os.environ, "PYTHONPATH": str(code), "HOME": str(tmp_path), "STREAMLIT_SERVER_HEADLESS": "true"}
    page = subprocess.Popen(
        [sys.executable, "-m", "geo", "app", "--port", str(port)],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        waiting_since = time.monotonic()
        while not is_up(port) and page.poll() is None and time.monotonic() - waiting_since < SECONDS:
            time.sleep(0.2)
        assert is_up(port)
        # On Linux all of 127.0.0.0/8 is this machine: whoever listens on every address answers here too.
        with socket.socket() as other:
            assert other.connect_ex(("127.0.0.2", port)) != 0
    finally:
        page.terminate()
        said, _ = page.communicate(timeout=SECONDS)
    assert f"http://127.0.0.1:{port}" in said
    assert "usage statistics" not in said.lower()
    assert not is_up(port)
