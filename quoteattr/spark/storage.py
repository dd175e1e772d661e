"""A folder of files in a file system that Arrow knows: a local or shared one, or an object store."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from attrs import frozen

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.fs import FileSystem


@frozen
class Storage:
    """A folder; names are paths within it. What is written is there as a whole or not at all."""

    filesystem: FileSystem
    root: str

    @classmethod
    def of(cls, uri: str) -> Storage:
        from pyarrow.fs import FileSystem

        filesystem, root = FileSystem.from_uri(uri.replace("s3a://", "s3://", 1))
        return cls(filesystem, root)

    def holds(self, name: str) -> bool:
        return bool(self.filesystem.get_file_info(f"{self.root}/{name}").is_file)

    def names(self, folder: str) -> list[str]:
        """The files of a folder, without those that Spark keeps for itself."""
        from pyarrow.fs import FileSelector

        found = self.filesystem.get_file_info(FileSelector(f"{self.root}/{folder}", allow_not_found=True))
        return sorted(info.base_name for info in found if info.is_file and info.base_name[0] not in "._")

    def read(self, name: str) -> pa.Table:
        import pyarrow.parquet as pq

        return pq.read_table(f"{self.root}/{name}", filesystem=self.filesystem)

    def read_bytes(self, name: str) -> bytes:
        with self.filesystem.open_input_stream(f"{self.root}/{name}") as stream:
            return bytes(stream.read())

    def write(self, table: pa.Table, name: str) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        sink = pa.BufferOutputStream()
        pq.write_table(table, sink)
        self.write_bytes(sink.getvalue(), name)

    def write_bytes(self, data: bytes | pa.Buffer, name: str) -> None:
        unfinished = f"{self.root}/_unfinished/{uuid4().hex}"
        for path in (unfinished, f"{self.root}/{name}"):
            self.filesystem.create_dir(path.rpartition("/")[0], recursive=True)
        with self.filesystem.open_output_stream(unfinished) as stream:
            stream.write(data)
        self.filesystem.move(unfinished, f"{self.root}/{name}")
