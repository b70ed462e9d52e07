"""What lies in a zip or a tar, for the data preview. Nothing is extracted."""

import bz2
import gzip
import lzma
import os
import re
import struct
import tarfile
import zipfile

from preview_source import Limited
from preview_words import TEXT, plural, printable, shorten, size_text

MEMBERS = 10_000  # members looked at
DIRECTORY = 32 << 20  # bytes of a zip's directory, all read to read any
UNPACKED = 128 << 20  # bytes of a compressed tar that are unpacked to list it

UNPACKERS = {".gz": gzip.open, ".tgz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
#: How packed files begin, and what readers call that.
SIGNS = {b"\x1f\x8b\x08": (".gz", "gzip"), b"BZh": (".bz2", "bz2"), b"\xfd7zXZ": (".xz", "xz")}


def is_tar(name):
    return bool(re.search(r"\.(tar|tgz|tar\.(gz|bz2|xz))$", name.lower()))


def packing(path):
    """(ending, None) of a file that is packed as its name says; (ending, what readers call it)
    where only its first bytes tell; (None, None) of one that is not packed."""
    ending = os.path.splitext(path)[1].lower()
    if ending in UNPACKERS:
        return ending, None
    with open(path, "rb") as stream:
        start = stream.read(6)
    return next((SIGNS[sign] for sign in SIGNS if start.startswith(sign)), (None, None))


def unpacked_size(path, ending):
    """What the end of a .gz says, right up to 4 GB; None for the others."""
    if ending != ".gz":
        return None
    with open(path, "rb") as stream:
        stream.seek(-4, os.SEEK_END)
        return max(struct.unpack("<I", stream.read(4))[0], os.path.getsize(path))


def zip_members(path, entry):
    """(members as (name, size, how to open it)) of a zip, one after another."""
    with open(path, "rb") as stream:
        stream.seek(max(0, entry["size"] - 65_557))
        end = stream.read()
    at = end.rfind(b"PK\5\6")
    if at >= 0 and struct.unpack("<L", end[at + 12 : at + 16])[0] > DIRECTORY:
        entry["notes"].append("has too many members to be listed")
        return
    with zipfile.ZipFile(path) as packed:
        infos = [info for info in packed.infolist() if not info.is_dir()]
        describe(entry, [(info.filename, info.file_size) for info in infos])
        for info in infos[:MEMBERS]:
            yield info.filename, info.file_size, lambda info=info: packed.open(info)


def tar_members(path, entry):
    """The same of a tar, listed as far as its first part goes where it is huge."""
    unpack = UNPACKERS.get(os.path.splitext(path)[1].lower())
    with unpack(path) if unpack else open(path, "rb") as stream:
        limited = Limited(stream, UNPACKED if unpack else entry["size"])
        with tarfile.open(fileobj=limited, mode="r:") as packed:
            infos = []
            try:
                for info in packed:
                    if info.isfile():
                        infos.append(info)
                    if len(infos) == MEMBERS:
                        break
            except tarfile.ReadError:
                if not limited.spent:
                    raise
            if limited.spent and unpack:
                size = size_text(UNPACKED)
                entry["notes"].append(f"listed as far as its first {size} go")
            describe(entry, [(info.name, info.size) for info in infos])
            for info in infos:
                yield info.name, info.size, lambda info=info: packed.extractfile(info)


def describe(entry, members):
    total = size_text(sum(size for _, size in members))
    entry["notes"].append(f"{plural(len(members), 'file')}, {total} unpacked")
    lines = [f"{printable(name)}  {size_text(size)}" for name, size in members[:200]]
    entry["text"] = shorten("\n".join(lines), TEXT)


def leads_out(name):
    """Whether a member's name would leave the archive's folder."""
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or parts[0] == "" or bool(re.match("[A-Za-z]:", name))
