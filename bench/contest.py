"""Those who take part in bench/compare and bench/accuracy: gradus, and peers as processes that
answer lines (bench/peers/peer.h)."""
import glob
import json
import os
import selectors
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PEERS = os.path.join(ROOT, "bench", "peers")
PYTHON = "/usr/bin/python3"             # the one that Debian's packages are for
PATIENCE = 120                          # seconds for an answer
# Variables that would give a library other kernels or threads than it would choose.
UNSET = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "OMP_WAIT_POLICY", "OMP_PROC_BIND",
         "OMP_SCHEDULE", "GOMP_SPINCOUNT", "GOMP_CPU_AFFINITY", "ONEDNN_MAX_CPU_ISA",
         "DNNL_MAX_CPU_ISA", "ATEN_CPU_CAPABILITY", "GRADUS_CPU")


class Gone(Exception):
    """A contestant that cannot go on, and why."""


def peer_environment(threads):
    """One pool of threads for all libraries of a process: OpenBLAS over OpenMP."""
    env = {k: v for k, v in os.environ.items() if k not in UNSET}
    env.update(OMP_NUM_THREADS=str(threads), OPENBLAS_NUM_THREADS=str(threads))
    folders = glob.glob("/usr/lib/*/openblas-openmp")
    if folders:
        env["LD_LIBRARY_PATH"] = folders[0]
    return env


class Gradus:
    """gradus bench, a process for each figure."""

    def __init__(self, build, threads, name="gradus", env=None, dtype="float32"):
        self.name, self.threads, self.dtype = name, threads, dtype
        self.command = [os.path.join(build, "gradus"), "bench"]
        self.env = {k: v for k, v in os.environ.items() if k not in UNSET}
        self.env.update(env or {})

    def prepare(self, work):
        self.work, self.said = work, []
        return "gradus bench"

    def rate(self, _):
        said = json.loads(subprocess.run(
            self.command + [self.work.split()[0], "--json", "--threads", str(self.threads),
                            "--dtype", self.dtype],
            env=self.env, check=True, capture_output=True, text=True).stdout)
        figures = said["workloads"][0]
        agree(self.work, figures)
        self.said.append(dict(figures, peak=said["peak_gflops"][self.dtype], cpu=said["cpu"],
                              row=said["row"]))
        return figures["steps_per_s"]


def agree(work, figures):
    name, layers, _, _, _, optimizer, batch, _ = work.split()
    theirs = (figures["name"], "-".join(map(str, figures["layers"])),
              figures["optimizer"] or "-", str(figures["batch"]))
    if theirs != (name, layers, optimizer, batch):
        raise SystemExit("gradus bench means another %s: %s" % (name, theirs))


class Peer:
    """A process that answers lines."""

    def __init__(self, name, command, threads, works=None):
        self.name, self.works, self.command = name, works, command
        try:
            self.process = subprocess.Popen(command, env=peer_environment(threads), text=True,
                                            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=subprocess.DEVNULL)
        except OSError:
            raise Gone("does not start")
        self.wait = selectors.DefaultSelector()
        self.wait.register(self.process.stdout, selectors.EVENT_READ)
        try:
            self.version = self.ask("version")
            self.checked = self.ask("check")
            if not self.checked.startswith("ok "):
                raise Gone("its check: " + self.checked)
        except Gone:
            self.stop()
            raise

    def ask(self, line):
        try:
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise Gone("it ended")
        if not self.wait.select(PATIENCE):
            raise Gone("no answer within %d s" % PATIENCE)
        said = self.process.stdout.readline().strip()
        if not said:
            raise Gone("it ended")
        return said

    def prepare(self, work):
        if self.works and work.split()[0] not in self.works:
            raise Gone("would take too long")
        said = self.ask("work " + work)
        if not said.startswith("ok "):
            raise Gone(said[3:])
        return said[3:]

    def rate(self, seconds):
        return float(self.ask("run %g" % seconds))

    def shown(self):
        """Its command, as one would type it."""
        return " ".join(os.path.relpath(w) if os.sep in w and w != PYTHON else w
                        for w in self.command)

    def stop(self):
        self.process.kill()
        self.process.wait()


def said_by(*command):
    """Its standard output, or nothing where it does not run."""
    try:
        return subprocess.run(command, capture_output=True, text=True).stdout.strip()
    except OSError:
        return ""


def imports(module):
    """Whether Debian's Python has it."""
    return os.path.exists(PYTHON) and subprocess.run(
        [PYTHON, "-c", "import " + module], stderr=subprocess.DEVNULL).returncode == 0


def candidates(build, threads):
    """(name, command, is it installed, works) of each peer."""
    def here(program):
        return os.path.join(build, "bench", program)
    onnx = os.path.join(build, "npm", "node_modules", "onnxruntime-node")
    for name, program in (("loop, oneDNN", "peer_loop_onednn"),
                          ("loop, OpenBLAS", "peer_loop_openblas")):
        yield name, [here(program)], os.path.exists(here(program)), None
    if threads == 1:
        yield "FANN", [here("peer_fann")], os.path.exists(here("peer_fann")), \
            ("xor-online", "xor-batch", "iris", "small", "medium", "fashion")
    for name, module, file in (("PyTorch", "torch", "torch_peer.py"),
                               ("scikit-learn", "sklearn", "sklearn_peer.py")):
        yield name, [PYTHON, os.path.join(PEERS, file)], imports(module), None
    yield "onnxruntime", ["node", os.path.join(PEERS, "onnx_peer.js"), onnx, str(threads)], \
        os.path.isdir(onnx), None


def find_peers(build, threads):
    """Those that run and are right, and why not, by name, of the others."""
    there, absent = [], {}
    for name, command, installed, works in candidates(build, threads):
        try:
            if not installed:
                raise Gone("not installed")
            there.append(Peer(name, command, threads, works))
        except Gone as why:
            absent[name] = str(why)
    return there, absent
