import { writeFile } from "node:fs/promises"
import { join } from "node:path"

const program = `import ssl
import sys


def context(purpose, folder, side):
    made = ssl.create_default_context(purpose, cafile=f"{folder}/root.pem")
    made.verify_mode = ssl.CERT_REQUIRED
    made.load_cert_chain(f"{folder}/{side}.pem", f"{folder}/{side}-key.pem")
    return made


def handshake(folder, name):
    up, down = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = context(ssl.Purpose.CLIENT_AUTH, folder, "server").wrap_bio(up, down, server_side=True)
    client = context(ssl.Purpose.SERVER_AUTH, folder, "client").wrap_bio(down, up, server_hostname=name)
    waiting = [client, server]
    for _ in range(10):
        for side in list(waiting):
            try:
                side.do_handshake()
                waiting.remove(side)
            except ssl.SSLWantReadError:
                pass
    if waiting:
        raise ssl.SSLError("the handshake did not end")
    server.write(b"1")
    client.read(1)


for folder in sys.argv[2:]:
    try:
        handshake(folder, sys.argv[1])
        said = "ok"
    except Exception as error:
        said = str(error).replace("\\n", " ")
    print(f"{folder}\\t{said}")
`

/** Writes the program, which needs Python's own ssl module alone. Resolves with the command that runs it. */
export async function writeIssuedPython(parent: string): Promise<readonly string[]> {
	const path = join(parent, "issued.py")
	await writeFile(path, program)
	return ["python3", path]
}
