"use client"

import { useRef, useState } from "react"
import { PageHeading } from "#components/ui/heading"
import { CaptureBar } from "./capture-bar.tsx"
import { ConnectionBrowser } from "./connection-browser.tsx"
import { DropZone } from "./drop-zone.tsx"
import { sortFiles } from "./given-files.tsx"
import { OpenAdvice } from "./open-advice.tsx"
import { type TakenFiles, takeFiles } from "./take-files.tsx"
import { type CaptureWorker, startCaptureWorker, useCapture } from "./use-capture.tsx"

/** Open a capture: every connection in it, decoded in this page, judged as a live check would be. */
export function CapturesScreen({
	startWorker = startCaptureWorker,
}: {
	readonly startWorker?: () => CaptureWorker
}) {
	const { state, read, show, stop, close } = useCapture(startWorker)
	const [taken, setTaken] = useState<TakenFiles>(nothingTaken)
	const { keyLogs, note } = taken

	// What is taken when files have been looked at may be more than when they were dropped.
	const latest = useRef(nothingTaken)
	const keep = (next: TakenFiles) => {
		latest.current = next
		setTaken(next)
	}
	const work = (next: TakenFiles) => {
		keep(next)
		if (next.isToRead && next.capture !== undefined) read(next.capture, next.keyLogs)
	}
	const take = async (files: readonly File[]) => {
		const given = await sortFiles(files)
		work(takeFiles(latest.current, given))
	}
	const addKeyLog = (text: Blob) =>
		work({ ...taken, keyLogs: [...keyLogs, text], isToRead: taken.capture !== undefined })
	const closeFile = () => {
		close()
		keep(nothingTaken)
	}

	return (
		<DropZone onFiles={take} className="mx-auto flex min-h-[60dvh] max-w-7xl flex-col gap-4">
			{(choose) => (
				<>
					<PageHeading
						title="Captures"
						lead="Open a .pcap file: every TLS and HTTP/2 connection in it, handshake, certificates, calls and what is wrong. The file never leaves this browser: it is decoded in this page."
					/>
					{state === undefined ? (
						<OpenAdvice onChoose={choose} note={note} hasKeyLog={keyLogs.length > 0} />
					) : (
						<>
							<CaptureBar
								state={state}
								keyLogs={keyLogs.length}
								note={note}
								onChoose={choose}
								onPaste={addKeyLog}
								onStop={stop}
								onClose={closeFile}
							/>
							<ConnectionBrowser state={state} onShow={show} />
						</>
					)}
				</>
			)}
		</DropZone>
	)
}

const nothingTaken: TakenFiles = { keyLogs: [], isToRead: false }
