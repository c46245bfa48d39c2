import { existsSync, readFileSync } from "node:fs"
import type { Capture, Side } from "../capture.ts"
import { hex } from "../wire/bytes.fixture.ts"

const root = new URL("../../../../shared/suites/", import.meta.url)

/** False where the independent test vectors are not checked out beside the repository; tests then say that they skip. */
export function hasSuite(folder: string): boolean {
	return existsSync(new URL(folder, root))
}

/** Bytes of one file of the vectors. */
export function readSuiteFile(path: string): Uint8Array {
	return new Uint8Array(readFileSync(new URL(path, root)))
}

/** One file of the vectors, parsed. `Expected` is the part of its layout that a test relies on. */
export function readSuiteJson<Expected>(path: string): Expected {
	return JSON.parse(readFileSync(new URL(path, root), "utf8"))
}

/** Bytes of one direction, in hex, as the vectors hold them. */
export interface Flow {
	readonly dir: Side
	readonly hex: string
}

/** Flows in order as a capture, one millisecond apart. */
export function captureOfFlows(flows: readonly Flow[], keyLog: readonly string[] = []): Capture {
	return {
		chunks: flows.map((flow, index) => ({ t: index, from: flow.dir, bytes: hex(flow.hex) })),
		marks: [],
		keyLog,
		dropped: { client: 0, server: 0 },
	}
}
