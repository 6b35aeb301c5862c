"""How files of forms are received: those that are small in memory, all others on the disk, and none beyond the largest paper."""

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class CutOff(FileUploadHandler):
    """Stands before the handlers that keep what comes. Of a file that is too large they are given a little too much and no more,
    so that the form says that it is too large, and the fields beside it are read as ever."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.PAPER_MAX_MB * 1_000_000 else None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return None
