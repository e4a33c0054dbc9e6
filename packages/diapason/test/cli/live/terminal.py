"""Runs a command on a terminal of its own, types there what comes in, prints all it wrote: terminal.py COLUMNS ROWS COMMAND..."""

import fcntl
import os
import pty
import select
import struct
import sys
import termios

columns, rows, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
master, slave = pty.openpty()
fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
pid = os.fork()
if pid == 0:
    os.close(master)
    os.login_tty(slave) if hasattr(os, "login_tty") else (os.setsid(), [os.dup2(slave, fd) for fd in (0, 1, 2)])
    os.execvp(command[0], command)
os.close(slave)
typing = [0]
while True:
    ready = select.select([master, *typing], [], [])[0]
    if 0 in ready:
        typed = os.read(0, 4096)
        os.write(master, typed) if typed else typing.clear()
    if master not in ready:
        continue
    try:
        part = os.read(master, 65536)
    except OSError:
        break
    if not part:
        break
    sys.stdout.buffer.write(part)
    sys.stdout.flush()
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) if hasattr(os, "waitstatus_to_exitcode") else 0)
