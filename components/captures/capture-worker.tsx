/* Decodes captures away from the page, so that it never stands still. Nothing leaves the browser. */

import type { CaptureEvent, CaptureRequest } from "./capture-messages.tsx"
import { CaptureReader } from "./capture-reader.tsx"

let reader: CaptureReader | undefined

const tell = (event: CaptureEvent) => self.postMessage(event)

self.addEventListener("message", ({ data }: MessageEvent<CaptureRequest>) => {
	if (data.kind === "read") {
		reader = new CaptureReader(data.file, data.keyLogs, tell)
		void reader.read()
		return
	}
	if (data.kind === "stop") reader?.stop()
	else void reader?.show(data.index)
})
