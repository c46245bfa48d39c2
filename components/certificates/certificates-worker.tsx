/* Looks at certificates and keys away from the page, so that it never stands still. Nothing leaves the browser. */

import { inspectGiven } from "./inspect-given.tsx"
import type { InspectAnswer, InspectRequest } from "./inspection.tsx"

const tell = (answer: InspectAnswer) => self.postMessage(answer)

self.addEventListener("message", async ({ data }: MessageEvent<InspectRequest>) => {
	const { id, files, question, password } = data
	try {
		tell({ kind: "inspected", id, inspection: await inspectGiven(files, question, Date.now(), password) })
	} catch (cause) {
		tell({ kind: "failed", id, text: cause instanceof Error ? cause.message : "unknown failure" })
	}
})
