#!/usr/bin/env python3
"""Writes a container image of two layers as a tar in the OCI layout: the C library, and the program on it.

Usage: oci.py VERSION BASE PROGRAM OUT.tar
BASE and PROGRAM are folders, each the root of a layer. The time comes from SOURCE_DATE_EPOCH.
"""
import datetime
import gzip
import hashlib
import io
import json
import os
import pathlib
import sys
import tarfile

EPOCH = int(os.environ["SOURCE_DATE_EPOCH"])
NONROOT = 65532
OWNED_BY_NONROOT = {"data"}
TYPE = "application/vnd.oci.image"


def entry(root, path):
    """A file's header without what depends on the machine: owner, time, umask."""
    name = str(path.relative_to(root))
    info = tarfile.TarInfo(name)
    info.mtime = EPOCH
    if path.is_symlink():
        info.type, info.linkname, info.mode = tarfile.SYMTYPE, os.readlink(path), 0o777
    elif path.is_dir():
        info.type, info.mode = tarfile.DIRTYPE, 0o1777 if name == "tmp" else 0o755
    else:
        info.size, info.mode = path.stat().st_size, 0o755 if path.stat().st_mode & 0o100 else 0o644
    if name in OWNED_BY_NONROOT:
        info.uid = info.gid = NONROOT
    return info


def layer(root):
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for path in sorted(root.rglob("*")):
            info = entry(root, path)
            tar.addfile(info, io.BytesIO(path.read_bytes()) if info.isreg() else None)
    return content.getvalue()


def sha256(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


class Layout:
    """The files of an OCI layout, by name."""

    def __init__(self):
        self.files = {"oci-layout": json.dumps({"imageLayoutVersion": "1.0.0"}).encode()}

    def add(self, media_type, content):
        self.files["blobs/sha256/" + sha256(content).removeprefix("sha256:")] = content
        return {"mediaType": f"{TYPE}.{media_type}", "digest": sha256(content), "size": len(content)}

    def add_json(self, media_type, value):
        return self.add(media_type, json.dumps(value, separators=(",", ":")).encode())

    def write(self, path):
        with tarfile.open(path, "w", format=tarfile.GNU_FORMAT) as tar:
            for name, content in sorted(self.files.items()):
                info = tarfile.TarInfo(name)
                info.size, info.mtime, info.mode = len(content), EPOCH, 0o644
                tar.addfile(info, io.BytesIO(content))


def configuration(version, layers, created):
    return {
        "created": created,
        "architecture": "amd64",
        "os": "linux",
        "config": {
            "User": f"{NONROOT}:{NONROOT}",
            "Env": ["PATH=/usr/bin", "LANG=C.UTF-8"],
            "Entrypoint": ["/usr/bin/wsuscap"],
            "WorkingDir": "/data",
            "Labels": labels(version, created),
        },
        "rootfs": {"type": "layers", "diff_ids": [sha256(content) for content in layers]},
        "history": [{"created": created, "created_by": name} for name in ("the C library", f"wsuscap {version}")],
    }


def labels(version, created):
    return {
        "org.opencontainers.image.title": "wsuscap",
        "org.opencontainers.image.description": "Why a WSUS server cannot synchronise, from a packet capture",
        "org.opencontainers.image.version": version,
        "org.opencontainers.image.licenses": "Apache-2.0",
        "org.opencontainers.image.created": created,
    }


def main(version, base, program, out):
    created = datetime.datetime.fromtimestamp(EPOCH, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    layers = [layer(pathlib.Path(root)) for root in (base, program)]
    layout = Layout()
    manifest = layout.add_json("manifest.v1+json", {
        "schemaVersion": 2,
        "mediaType": f"{TYPE}.manifest.v1+json",
        "config": layout.add_json("config.v1+json", configuration(version, layers, created)),
        "layers": [layout.add("layer.v1.tar+gzip", gzip.compress(content, 9, mtime=0)) for content in layers],
        "annotations": labels(version, created),
    })
    manifest["platform"] = {"architecture": "amd64", "os": "linux"}
    manifest["annotations"] = {"org.opencontainers.image.ref.name": version}
    index = {"schemaVersion": 2, "mediaType": f"{TYPE}.index.v1+json", "manifests": [manifest]}
    layout.files["index.json"] = json.dumps(index).encode()
    layout.write(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
