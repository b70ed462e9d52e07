"""Archives of files, which are read one file at a time and written anew."""

import io
import shutil
import tarfile
import zipfile

TAR_MODES = {".tar": "w:", "gz": "w:gz", "bz2": "w:bz2", "xz": "w:xz"}


def packed_files(path):
    """The names of the files in an archive, with their bytes."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            return {info.filename: info.file_size for info in infos}
    with tarfile.open(path) as archive:
        return {info.name: info.size for info in archive if info.isfile()}


def open_packed(path, name):
    """A file in an archive, as a stream that cannot go back."""
    if zipfile.is_zipfile(path):
        return zipfile.ZipFile(path).open(name)
    return tarfile.open(path).extractfile(name)


def write_packed(path, source, files, kept):
    """Write an archive of the kind that ``source`` is, with ``files`` by name, and with those
    of the source that are ``kept``."""
    if zipfile.is_zipfile(source):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in kept:
                with open_packed(source, name) as old, archive.open(name, "w") as new:
                    shutil.copyfileobj(old, new)
            for name, data in files.items():
                archive.writestr(name, data)
        return
    mode = next(mode for end, mode in TAR_MODES.items() if source.lower().endswith(end))
    with tarfile.open(path, mode) as archive, tarfile.open(source) as old:
        for name in kept:
            info = old.getmember(name)
            archive.addfile(info, old.extractfile(info))
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
