"use client"

import { useCallback, useState } from "react"
import { PageHeading } from "#components/ui/heading"
import { CaptureBar } from "./capture-bar.tsx"
import { ConnectionBrowser } from "./connection-browser.tsx"
import { DropZone } from "./drop-zone.tsx"
import { sortFiles } from "./given-files.tsx"
import { OpenAdvice } from "./open-advice.tsx"
import { type CaptureWorker, startCaptureWorker, useCapture } from "./use-capture.tsx"

/** Open a capture: every connection in it, decoded in this page, judged as a live check would be. */
export function CapturesScreen({
	startWorker = startCaptureWorker,
}: {
	readonly startWorker?: () => CaptureWorker
}) {
	const { state, read, show, stop, close } = useCapture(startWorker)
	const [capture, setCapture] = useState<File>()
	const [keyLogs, setKeyLogs] = useState<readonly Blob[]>([])
	const [note, setNote] = useState<string>()

	const take = useCallback(
		async (files: readonly File[]) => {
			const given = await sortFiles(files)
			const [file = capture, ...others] = given.captures
			const logs = given.captures.length > 0 ? given.keyLogs : [...keyLogs, ...given.keyLogs]
			setKeyLogs(logs)
			setNote(noteFor(file, others.length, logs.length))
			if (file === undefined) return
			setCapture(file)
			read(file, logs)
		},
		[capture, keyLogs, read],
	)
	const addKeyLog = (text: Blob) => {
		const logs = [...keyLogs, text]
		setKeyLogs(logs)
		if (capture !== undefined) read(capture, logs)
	}
	const closeFile = () => {
		close()
		setCapture(undefined)
		setKeyLogs([])
		setNote(undefined)
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

function noteFor(file: File | undefined, others: number, keyLogs: number): string | undefined {
	if (file === undefined) {
		return keyLogs > 0 ? "The key log is ready. Now open the capture that it belongs to." : undefined
	}
	if (others === 0) return undefined
	return `One capture at a time: ${file.name} is opened, ${others} other file${others === 1 ? " is" : "s are"} not.`
}
