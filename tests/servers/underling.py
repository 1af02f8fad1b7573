"""Become what a server has to be, then become the server: `python underling.py WAY COMMAND...`.

PostgreSQL refuses to run as root. `namespace` maps root to the user nobody inside a user namespace
of its own: nothing changes its owner and no folder has to be opened. `user` really becomes nobody,
for places that forbid such namespaces. `plain` changes nothing. Each way, the server stops when
whoever started it dies.
"""

import ctypes
import os
import pwd
import signal
import sys
from pathlib import Path

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1


def nobody() -> pwd.struct_passwd:
    """Who PostgreSQL runs as instead of root; it insists on a user whom the machine knows."""
    return pwd.getpwnam("nobody")


def main(way: str, command: list[str]) -> None:
    starter = os.getppid()
    libc = ctypes.CDLL(None, use_errno=True)
    uid, gid = os.geteuid(), os.getegid()  # inside the new namespace they have no number yet
    if way == "namespace":
        if libc.unshare(CLONE_NEWUSER) != 0:
            raise OSError(ctypes.get_errno(), "no user namespace to be had")
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{nobody().pw_uid} {uid} 1")
        Path("/proc/self/gid_map").write_text(f"{nobody().pw_gid} {gid} 1")
    elif way == "user":
        os.setgroups([])
        os.setgid(nobody().pw_gid)
        os.setuid(nobody().pw_uid)
    if hasattr(libc, "prctl"):
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGINT)
        if os.getppid() != starter:
            return  # it died before we asked to be told
    os.execv(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
