"""Makes the .deb from the packed folder: `python -m installers.linux.deb dist/triagedeck dist`.

The program goes to /opt/triagedeck with a link in /usr/bin; menu entry, icon and file type go where every desktop looks
for them, and the triggers of their own packages register them: there is no script in the package.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from desktop import __version__

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

# Where each file of ours goes.
PLACES = {
    HERE / "triagedeck.desktop": "usr/share/applications/triagedeck.desktop",
    HERE / "triagedeck-review.desktop": "usr/share/applications/triagedeck-review.desktop",
    HERE / "triagebag.xml": "usr/share/mime/packages/triagedeck.xml",
    ROOT / "resources/icons/app.svg": "usr/share/icons/hicolor/scalable/apps/triagedeck.svg",
}

PARTS = """
Packed with it are Python, Qt and PySide6 (LGPL-3: the libraries lie as files of their own in
/opt/triagedeck/_internal and may be replaced; text in /usr/share/common-licenses/LGPL-3) and other
libraries, whose licences lie in /opt/triagedeck/_internal/licences.
"""


def make_deb(packed: Path, out: Path) -> Path:
    """Make the package of the folder ``packed`` in the folder ``out``; return its path."""
    with tempfile.TemporaryDirectory(prefix="deb-", dir=out) as made:
        tree = Path(made)
        lay_out(packed, tree)
        open_to_all(tree)
        name = f"triagedeck_{__version__}_{architecture()}.deb"
        build = ["dpkg-deb", "--root-owner-group", "--build", str(tree), str(out / name)]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    return out / name


def lay_out(packed: Path, tree: Path) -> None:
    """Put everything where it will be installed."""
    # Hard links: the folder is large, and nothing in it is changed.
    shutil.copytree(packed, tree / "opt/triagedeck", symlinks=True, copy_function=os.link)
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin/triagedeck").symlink_to("/opt/triagedeck/triagedeck")
    for source, place in PLACES.items():
        (tree / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, tree / place)
    notice = tree / "usr/share/doc/triagedeck/copyright"
    notice.parent.mkdir(parents=True)
    notice.write_text((ROOT / "LICENSE").read_text("utf-8") + PARTS, "utf-8")
    kibibytes = sum(file.lstat().st_size for file in tree.rglob("*")) // 1024
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN/control").write_text(control(kibibytes), "utf-8")


def open_to_all(tree: Path) -> None:
    """Let everybody read, whatever the mask of whoever builds; what may be run stays so."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)


def control(kibibytes: int) -> str:
    """Return the package's description; it runs where the C library is at least as new as here."""
    glibc = (os.confstr("CS_GNU_LIBC_VERSION") or "glibc 2.36").split()[-1]
    known = {"VERSION": __version__, "ARCHITECTURE": architecture(), "GLIBC": glibc}
    text = (HERE / "control.in").read_text("utf-8")
    for name, value in {**known, "KIBIBYTES": str(kibibytes)}.items():
        text = text.replace(f"@{name}@", value)
    return text


def architecture() -> str:
    """Return Debian's name of this machine's architecture."""
    asked = ["dpkg", "--print-architecture"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    print(make_deb(Path(sys.argv[1]), Path(sys.argv[2])))
