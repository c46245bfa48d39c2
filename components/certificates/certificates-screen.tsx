"use client"

import { useState } from "react"
import { DropZone } from "#components/captures/drop-zone"
import { address } from "#components/ui/address"
import { ButtonLink } from "#components/ui/button"
import { PageHeading } from "#components/ui/heading"
import { GivenBar } from "./given-bar.tsx"
import type { GivenFile, InspectQuestion } from "./inspection.tsx"
import { InspectionAnswer } from "./inspection-answer.tsx"
import { OpenCertificates } from "./open-certificates.tsx"
import { filesMax, giveFiles } from "./take-given.tsx"
import { type InspectionWorker, startInspectionWorker, useInspection } from "./use-inspection.tsx"

const firstQuestion: InspectQuestion = { name: "" }

/** Drop or paste certificates and keys: what they are, whether they hold and belong together. All of it in the page. */
export function CertificatesScreen({
	startWorker = startInspectionWorker,
}: {
	readonly startWorker?: () => InspectionWorker
}) {
	const [files, setFiles] = useState<readonly GivenFile[]>([])
	const [note, setNote] = useState<string>()
	const [password, setPassword] = useState<string>()
	const [question, setQuestion] = useState<InspectQuestion>(firstQuestion)
	const { inspection, problem, isBusy } = useInspection(files, question, password, startWorker)

	const give = (added: readonly (File | string)[], isTrusted: boolean) => {
		const next = giveFiles(files, added, isTrusted)
		setFiles(next)
		const left = files.length + added.length - next.length
		setNote(left > 0 ? `${filesMax} files at a time are read; ${left} were not taken.` : undefined)
	}
	const clear = () => {
		setFiles([])
		setNote(undefined)
		setPassword(undefined)
		setQuestion(firstQuestion)
	}

	return (
		<DropZone
			label="Certificate and key files"
			onFiles={(dropped) => give(dropped, false)}
			className="mx-auto flex min-h-[60dvh] max-w-5xl flex-col"
		>
			{(choose) => (
				<>
					<PageHeading
						title="Certificates"
						lead="Drop certificates, chains, requests, keys or keystores. They are read in this page: no file, key or password leaves this browser."
						actions={
							<ButtonLink href={address("/certificates/status")}>Status of all certificates</ButtonLink>
						}
					/>
					{files.length === 0 ? (
						<OpenCertificates onChoose={choose} onText={(text) => give([text], false)} />
					) : (
						<InspectionAnswer
							inspection={inspection}
							problem={problem}
							isBusy={isBusy}
							question={question}
							onQuestion={setQuestion}
							onRoots={(roots) => give(roots, true)}
							bar={
								<GivenBar
									files={files}
									facts={inspection?.files ?? []}
									note={note}
									isLocked={inspection?.needsPassword === true || inspection?.isPasswordWrong === true}
									isPasswordWrong={inspection?.isPasswordWrong === true}
									onPassword={setPassword}
									onChoose={choose}
									onText={(text) => give([text], false)}
									onRemove={(id) => setFiles(files.filter((file) => file.id !== id))}
									onClear={clear}
								/>
							}
						/>
					)}
				</>
			)}
		</DropZone>
	)
}
