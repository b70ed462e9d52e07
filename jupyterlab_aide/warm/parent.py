"""The parent of warm kernels: it imports what candidates import, and forks a kernel for each.

This is a script for the kernelspec's own interpreter, where this package need not be installed:
``parent.py <control> <lifeline> <module>...``. The control is one end of a socket pair, which
the parent and the Jupyter server alone hold. A message is a JSON object; the server's are orders
for a kernel. The lifeline is a pipe that says nothing and ends when the server does.
"""

import contextlib
import ctypes
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import threading

#: What every kernel imports until its first reply.
KERNEL = ("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell")
#: Variables for the time of the imports, where they are not set.
DURING_IMPORTS = {
    # The allocator that comes with pyarrow need not start a thread that no child would have.
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    # As in every ipykernel, before anybody imports anything.
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}
#: What a child says when all that may fail before it is a kernel is done, and what it waits for.
PREPARED, GO = b"prepared", b"go"
MESSAGE = 65536  # bytes, more than any has


def main(control, lifeline, modules):
    """Serve the control until its other end is gone, or become a kernel in a child."""
    die_with_server(lifeline)
    control = socket.socket(fileno=control)
    os.set_inheritable(control.fileno(), False)
    os.set_inheritable(lifeline, False)
    # Before the imports, so that what changes meanwhile is noticed.
    packages = package_folders()
    load([*KERNEL, *modules])
    refusal = why_not_fork()
    if refusal:
        send(control, refused=refusal)
        return
    send(control, packages=packages, loaded=sorted(known_names()))
    # So that collections in the children leave the pages shared that all have in common.
    gc.collect()
    gc.freeze()
    become_kernel(serve(control), lifeline)


def die_with_server(lifeline):
    """Have Linux end this process with the server: in the midst of imports nothing else would."""
    PR_SET_PDEATHSIG = 1
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    # The server may have ended before it was asked for.
    if select.select([lifeline], [], [], 0)[0]:
        sys.exit()


def package_folders():
    """Where packages are installed, and when that was last changed."""
    names = ("site-packages", "dist-packages")
    folders = [path for path in sys.path if os.path.basename(path) in names]
    return {path: os.stat(path).st_mtime_ns for path in folders if os.path.isdir(path)}


def load(modules):
    """Import what there is of the modules, as if in a kernel."""
    absent = [name for name in DURING_IMPORTS if name not in os.environ]
    os.environ.update((name, DURING_IMPORTS[name]) for name in absent)
    for name in modules:
        # A broken package is the candidate's to find out.
        with contextlib.suppress(Exception, SystemExit):
            importlib.import_module(name)
    for name in absent:
        os.environ.pop(name, None)


def known_names():
    """The packages and modules that cost a candidate nothing."""
    loaded = {name.partition(".")[0] for name in sys.modules}
    return loaded | set(getattr(sys, "stdlib_module_names", ()))


def why_not_fork():
    """Why kernels must not be forked from this process, or None."""
    if sys.version_info < (3, 9):
        return "that needs Python 3.9 or newer"
    # BLAS libraries end their threads before a fork, and start them when they are used next.
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    try:
        os.close(os.pidfd_open(pid))
    except OSError as error:
        return str(error)
    finally:
        os.waitpid(pid, 0)
    threads = [task for task in os.listdir("/proc/self/task") if int(task) != os.getpid()]
    if threads:
        # No child would have them, and whoever waits for one would wait forever.
        names = [read(f"/proc/self/task/{task}/comm").strip() for task in threads]
        return "importing starts threads ({})".format(", ".join(names))
    return None


def serve(control):
    """Fork a kernel for each order, and tell how each ends. Returns in a child only: its order."""
    children = {}
    while True:
        for ready in select.select([control, *children], [], [])[0]:
            if ready is not control:
                tell_end(*children.pop(ready))
                os.close(ready)
                continue
            message, stderr, _, _ = socket.recv_fds(control, MESSAGE, 1)
            if not message:
                # The server is gone.
                for pid, _ in children.values():
                    with contextlib.suppress(ProcessLookupError):
                        os.killpg(pid, signal.SIGKILL)
                os._exit(0)
            order = json.loads(message)
            try:
                if fork(control, order, children, *stderr) == 0:
                    return order
            finally:
                os.close(*stderr)


def fork(control, order, children, stderr):
    """Fork a child and tell the server; 0 in the child, once the server knows of it."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        sys.stdout.flush()
        sys.stderr.flush()
        try:
            pid = os.fork()
        except OSError as error:
            send(control, failed=str(error))
            return None
        if pid == 0:
            for pidfd, (_, told) in children.items():
                os.close(pidfd)
                os.close(told)
            control.close()
            ours.close()
            prepare(order, theirs, stderr)
            return 0
        theirs.close()
        said = ours.recv(MESSAGE)
        if said != PREPARED:
            os.waitpid(pid, 0)
            send(control, failed=said.decode(errors="replace") or "the process ended at once")
            return pid
        pidfd = os.pidfd_open(pid)
        end, told = os.pipe()
        children[pidfd] = (pid, told)
        message = json.dumps({"pid": pid}).encode()
        socket.send_fds(control, [message], [pidfd, end])
        os.close(end)
        ours.send(GO)
        return pid


def prepare(order, parent, stderr):
    """Do in a child what may fail, and wait until the server knows of it."""
    try:
        # As Jupyter's own: a group that gets all signals, apart from any terminal.
        os.setsid()
        os.dup2(stderr, 2)
        os.chdir(order["cwd"])
        os.environ.update(order["env"])
        parent.send(PREPARED)
    except Exception as error:
        parent.send(str(error).encode())
        os._exit(1)
    if parent.recv(len(GO)) != GO:
        os._exit(1)  # Unknown to the server, it would stay forever.


def tell_end(pid, told):
    """Reap a child, and tell how it ended."""
    status = os.waitpid(pid, 0)[1]
    with contextlib.suppress(BrokenPipeError):
        os.write(told, str(os.waitstatus_to_exitcode(status)).encode())
    os.close(told)


def become_kernel(order, lifeline):
    """Be what ``python -m ipykernel_launcher`` would be, until the kernel ends."""
    threading.Thread(target=end_with_server, args=(lifeline,), daemon=True).start()
    forget_what_is_shared(order["cwd"])
    launcher = importlib.util.find_spec("ipykernel_launcher").origin
    sys.argv = [launcher, "-f", order["connection_file"]]
    from ipykernel import kernelapp

    # With 1 it watches no process: its parent is not the server, and may end before it.
    kernelapp.launch_new_instance([*sys.argv[1:], "--IPKernelApp.parent_handle=1"])


def end_with_server(lifeline):
    """End this kernel with all that it started when the server is gone."""
    os.read(lifeline, 1)
    with contextlib.suppress(Exception):  # What has ended meanwhile, or cannot be found.
        import psutil

        for process in psutil.Process().children(recursive=True):
            process.kill()
    os.killpg(0, signal.SIGKILL)


def forget_what_is_shared(folder):
    """Give this process its own of what importing made once: random states, keys, folders."""
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()
    process = sys.modules.get("multiprocessing.process")
    if process:
        process.current_process().authkey = os.urandom(32)
        process.ORIGINAL_DIR = folder


def read(path):
    with open(path) as file:
        return file.read()


def send(control, **message):
    control.send(json.dumps(message).encode())


if __name__ == "__main__":
    # Of this script's folder, from which nothing is imported.
    del sys.path[0]
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
