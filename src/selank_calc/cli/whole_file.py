"""Writes a file whole or not at all: the one way in which every command writes."""

import os
import stat
from contextlib import contextmanager, suppress
from errno import EACCES, EMLINK, ENOSYS, ENOTSUP, EOPNOTSUPP, EPERM
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ..errors import ConflictingInputError, quoted
from ..signals import ENDING, end, handled
from .common import ANOTHER_FILE, naming, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# The errors of file systems without hard links, and of Android, which forbids them.
_NO_LINKS = (EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS, EMLINK, EACCES)
_NO_MODES = (EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS)  # the same for modes, as on FAT


def write_whole(path: str, content: str | bytes, option: str, *, force: bool) -> None:
    """Writes the content as a file of that name, as `whole_file` does."""
    with whole_file(path, option, force=force) as write:
        write(content.encode() if isinstance(content, str) else content)


@contextmanager
def whole_file(path: str, option: str, *, force: bool) -> "Iterator[Callable[[bytes], None]]":
    """Gives what writes into a file that appears under its name at the end, whole, or never.

    A file that is replaced keeps its mode and, where the system allows it, its owner and
    group; a link keeps its place. A device or a pipe is written into as data comes.

    Raises OSError, which names the file, where it can't be written, and
    ConflictingInputError for a file that appeared meanwhile and is not to be replaced.
    """
    with naming(path):
        with suppress(FileNotFoundError):
            Path(path).stat()  # of links in a circle: `resolve` tells in no version the same
        # Under the name it was given: one that a pipe's link leads to is not a name.
        is_special = Path(path).exists() and not Path(path).is_file()
        target = Path(path).resolve()
    if is_special:
        with naming(path):
            descriptor = _open_special(path, option)
        with _closing(path, descriptor):
            yield lambda data: _write(path, descriptor, data)
        return
    file = _Unfinished(path, target)
    with handled(ENDING, file.interrupt):
        try:
            with naming(path):
                file.make()
            file.hear_signals()
            yield lambda data: _write(path, file.descriptor, data)
            with naming(path):
                file.finish()
                file.hear_no_signals()
                _put_in_place(file, option, force=force)
        finally:
            file.remove()
    file.end_if_interrupted()


class _Unfinished:
    """A file under a random name, beside the place where it will stand.

    A signal that ends the run removes it first, wherever the run is; while it is made and
    while it is put in place, the signal waits.
    """

    def __init__(self, path: str, target: Path) -> None:
        self.path = path
        self.target = target
        self.descriptor = -1
        self.temporary: Path | None = None
        self._signals: list[int] = []
        self._hears = False

    def interrupt(self, number: int, _frame: object) -> None:
        self._signals.append(number)
        if self._hears:
            self._hears = False  # a second signal does not stop the removal
            self.remove()
            end(number)

    def hear_signals(self) -> None:
        self._hears = True
        self.end_if_interrupted()

    def hear_no_signals(self) -> None:
        self._hears = False

    def end_if_interrupted(self) -> None:
        if self._signals:
            end(self._signals[0])

    def make(self) -> None:
        from tempfile import mkstemp  # takes milliseconds to load

        self.descriptor, name = mkstemp(prefix=".selank-calc-", dir=self.target.parent)
        self.temporary = Path(name)
        _set_rights(self.descriptor, self.target)

    def finish(self) -> None:
        os.fsync(self.descriptor)  # some disks only now say that they are full
        if self.target.exists():  # it may have appeared meanwhile, or have other rights
            _set_rights(self.descriptor, self.target)
        descriptor, self.descriptor = self.descriptor, -1
        os.close(descriptor)

    def remove(self) -> None:
        if self.descriptor >= 0:
            with suppress(OSError):
                os.close(self.descriptor)
            self.descriptor = -1
        if self.temporary is not None:
            _unlink(self.temporary, self.temporary.name)
            self.temporary = None


def _put_in_place(file: _Unfinished, option: str, *, force: bool) -> None:
    """Gives the file its name; without `force`, only if no other has that name."""
    temporary = cast("Path", file.temporary)
    if force:
        temporary.replace(file.target)
        file.temporary = None
        return
    try:
        os.link(temporary, file.target)
    except FileExistsError as error:
        raise _appeared(file.path, option) from error
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _replace_a_placeholder(file, temporary, option)


def _replace_a_placeholder(file: _Unfinished, temporary: Path, option: str) -> None:
    """Claims the name with a new empty file, then replaces that file."""
    try:
        descriptor = os.open(file.target, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    except FileExistsError as error:
        raise _appeared(file.path, option) from error
    try:
        os.close(descriptor)
        temporary.replace(file.target)
    except OSError:
        _unlink(file.target, file.path)
        raise
    file.temporary = None


def _appeared(path: str, option: str) -> ConflictingInputError:
    message = f"{quoted(path)} appeared during the run, and was left as it is."
    return ConflictingInputError(message, option, path, ANOTHER_FILE)


def _unlink(path: Path, shown: str) -> None:
    """Removes a file, at the second attempt if the first fails; says so if both do."""
    for is_last in (False, True):
        try:
            path.unlink()
        except FileNotFoundError:
            return
        except OSError as error:
            if is_last:
                say(f"{quoted(shown)} could not be removed: {error.strerror}.")
        else:
            return


def _set_rights(descriptor: int, target: Path) -> None:
    """Gives a new file the usual mode, and one that replaces another the other's rights."""
    if not hasattr(os, "fchown"):  # Windows
        return
    try:
        replaced = target.stat()
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        mode = 0o666 & ~umask
    else:
        mode = stat.S_IMODE(replaced.st_mode) & 0o777
        if not _takes_owner(descriptor, -1, replaced.st_gid):
            # The group is another: it may do what everybody may.
            mode = mode & 0o707 | (mode & 0o007) << 3
        _takes_owner(descriptor, replaced.st_uid, -1)
    try:
        os.fchmod(descriptor, mode)
    except OSError as error:
        if error.errno not in _NO_MODES:
            raise


def _takes_owner(descriptor: int, owner: int, group: int) -> bool:
    try:
        os.fchown(descriptor, owner, group)
    except OSError:
        return False
    return True


def _open_special(path: str, option: str) -> int:
    """Opens a device or a pipe, and never a file that took its place."""
    descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _appeared(path, option)
    return descriptor


@contextmanager
def _closing(path: str, descriptor: int) -> "Iterator[None]":
    """Closes it at the end; an error of closing counts unless another is on its way."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            os.close(descriptor)
        raise
    with naming(path):
        os.close(descriptor)


def _write(path: str, descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    with naming(path):
        while left:
            left = left[os.write(descriptor, left) :]
