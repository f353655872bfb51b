#!/usr/bin/env python3
"""Writes a software bill of materials, SPDX 2.3, for the artifacts of a release and what they are linked from.

Usage: sbom.py VERSION COMPONENTS.json ARTIFACT... >sbom.spdx.json
The time comes from SOURCE_DATE_EPOCH.
"""
import datetime
import hashlib
import json
import os
import pathlib
import re
import sys
import uuid


def identifier(kind, name):
    return f"SPDXRef-{kind}-" + re.sub(r"[^A-Za-z0-9.-]", "-", name)


def digest(path, algorithm):
    return hashlib.new(algorithm, path.read_bytes()).hexdigest()


def purl(component):
    """The package's URL in the notation that scanners look vulnerabilities up by."""
    if component["origin"] == "package":
        place = component["location"].removeprefix("https://").removesuffix(".git")
        return f"pkg:swift/{place}@{component['version']}"
    if component["origin"] == "debian":
        version = component["source_version"].replace("+", "%2B").replace(":", "%3A")
        return f"pkg:deb/debian/{component['source']}@{version}?arch=source"
    return None


def package(component):
    bundled = component["origin"].startswith("in ")
    entry = {
        "SPDXID": identifier("Package", component["name"]),
        "name": component["name"],
        "versionInfo": (component["origin"] + " " if bundled else "") + component["version"],
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False,
        "licenseConcluded": component["licence"],
        "licenseDeclared": component["licence"],
        "copyrightText": component["copyright"],
    }
    if "location" in component and not bundled:
        entry["downloadLocation"] = f"git+{component['location']}@{component['revision']}"
    if purl(component):
        entry["externalRefs"] = [
            {
                "referenceCategory": "PACKAGE-MANAGER",
                "referenceType": "purl",
                "referenceLocator": purl(component),
            }
        ]
    return entry


def program(version):
    return {
        "SPDXID": identifier("Package", "wsuscap"),
        "name": "wsuscap",
        "versionInfo": version,
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False,
        "licenseConcluded": "Apache-2.0",
        "licenseDeclared": "Apache-2.0",
        "copyrightText": "the wsuscap authors",
        "primaryPackagePurpose": "APPLICATION",
    }


def artifact(path):
    sums = [{"algorithm": name.upper(), "checksumValue": digest(path, name)} for name in ("sha1", "sha256")]
    return {
        "SPDXID": identifier("File", path.name),
        "fileName": f"./{path.name}",
        "checksums": sums,
        "licenseConcluded": "NOASSERTION",
        "copyrightText": "NOASSERTION",
    }


def relation(one, kind, other):
    return {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}


def relations(components, files):
    whole = identifier("Package", "wsuscap")
    yield relation("SPDXRef-DOCUMENT", "DESCRIBES", whole)
    for component in components:
        yield relation(whole, "STATIC_LINK", identifier("Package", component["name"]))
    for component in components:
        if component["origin"].startswith("in "):
            container = next(c for c in components if c["name"].lower() == component["origin"][3:])
            yield relation(identifier("Package", container["name"]), "CONTAINS", identifier("Package", component["name"]))
    for file in files:
        yield relation(file["SPDXID"], "GENERATED_FROM", whole)


def main(version, components, *artifacts):
    components = json.loads(pathlib.Path(components).read_text())
    files = [artifact(pathlib.Path(path)) for path in artifacts]
    name = f"wsuscap-{version}"
    content = "".join(sum["checksumValue"] for file in files for sum in file["checksums"])
    created = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    document = {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": name,
        "documentNamespace": f"https://spdx.org/spdxdocs/{name}-{uuid.uuid5(uuid.NAMESPACE_URL, content)}",
        "creationInfo": {
            "created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "creators": [f"Tool: wsuscap-package-{version}", "Organization: the wsuscap authors"],
        },
        "packages": [program(version), *map(package, components)],
        "files": files,
        "relationships": list(relations(components, files)),
    }
    json.dump(document, sys.stdout, indent=2, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main(*sys.argv[1:])
