// For tests: a program of its own that opens a place and, when asked to, stores runs for ever, saying the id of each
// once it is confirmed. Arguments: the place as JSON, and `open` or `write`.
import { openStore, type StorePlace } from "./open-store.ts"
import { exampleCertificate, exampleNewRun, exampleRun } from "./run-example.ts"
import { storeRun } from "./runs.ts"

const [placeJson = "", task] = process.argv.slice(2)
const opened = await openStore(readPlace(JSON.parse(placeJson)))
if (!opened.ok) throw new Error(opened.error.text)
process.stdout.write("opened\n")
for (let index = 0; task === "write"; index += 1) {
	const id = `run-${process.pid}-${index}`
	const certificates = [exampleCertificate("a"), exampleCertificate(String(index % 10))]
	const stored = await storeRun(opened.value, exampleNewRun(id, exampleRun(index, certificates)))
	if (!stored.ok) throw new Error(stored.error.text)
	process.stdout.write(`${id}\n`)
}
await opened.value.close()

function readPlace(given: Readonly<Record<string, unknown>>): StorePlace {
	return given.kind === "postgres"
		? { kind: "postgres", url: String(given.url) }
		: { kind: "folder", folder: String(given.folder) }
}
