"use client"

import { useId, useState, useTransition } from "react"
import { Button } from "#components/ui/button"
import { severityMeanings } from "#components/ui/meaning"
import { PassphraseField } from "#components/ui/passphrase-field"
import { Status } from "#components/ui/status"
import type { KeepOutcome } from "./keeping-types.tsx"

/*
 * <KeepAuthority
 *   subject="CN=Team CA"
 *   keep={(passphrase) => keepAuthority({ files: [caPem, keyPem, chainPem].map(asBase64), ...(passphrase === undefined ? {} : { passphrase }) })}
 * />
 * `keepAuthority` is the action of app/actions/authorities.ts; `asBase64` is file-base64.tsx. The key leaves the page
 * only inside `keep`, and only when the button is pressed.
 */

/** Keeps a CA in the workspace: what that means, a passphrase, and the button. */
export function KeepAuthority({
	subject,
	keep,
	isReady = true,
}: {
	readonly subject: string
	/** Sends the CA and its key to the server. Without a passphrase the key is kept in the clear. */
	readonly keep: (passphrase: string | undefined) => Promise<KeepOutcome>
	/** False while there is nothing to keep yet. */
	readonly isReady?: boolean
}) {
	const id = useId()
	const [passphrase, setPassphrase] = useState("")
	const [outcome, setOutcome] = useState<KeepOutcome>()
	const [keeping, startKeeping] = useTransition()
	const submit = () =>
		startKeeping(async () => {
			const came = await keep(passphrase === "" ? undefined : passphrase).catch((): KeepOutcome => unanswered)
			setOutcome(came)
			if (came.kind === "kept") setPassphrase("")
		})
	const problems = outcome?.kind === "problems" ? outcome.problems : []
	const ofPassphrase = problems.find(({ field }) => field === "passphrase")
	const others = problems.filter(({ field }) => field !== "passphrase")
	return (
		<form
			className="flex flex-col gap-3"
			aria-label="Keep this CA in the workspace"
			onSubmit={(event) => {
				event.preventDefault()
				submit()
			}}
		>
			<ul className="max-w-prose list-disc pl-5 text-ink-soft text-sm marker:text-ink-faint">
				<li>
					Its private key leaves this browser and is stored in Countersign’s data folder, for its owner alone.
				</li>
				<li>Everybody who uses this dashboard can issue certificates from it.</li>
				<li>Whoever trusts this CA trusts whatever it issues. Every issue is written to the audit log.</li>
			</ul>
			<PassphraseField
				id={id}
				label="Passphrase"
				optional
				isNew
				help="Encrypts the key on disk. It is asked for at every issue and stored nowhere: nobody can recover it."
				problem={ofPassphrase}
				value={passphrase}
				onChange={setPassphrase}
			/>
			{passphrase === "" ? (
				<p className="text-ink-soft text-sm">
					<Status meaning={severityMeanings.notice} word="Not encrypted:" className="font-medium" /> whoever
					can read the data folder, or a backup of it, can use the key.
				</p>
			) : null}
			<div className="flex flex-wrap items-center gap-3">
				<Button type="submit" disabled={keeping || !isReady}>
					{keeping ? "Keeping …" : "Keep this CA in the workspace"}
				</Button>
				<p role="status" className="min-w-0 text-sm wrap-anywhere">
					{outcome?.kind === "kept" ? (
						<Status
							meaning={severityMeanings.ok}
							word={keptWords(subject, outcome.wasKept)}
							className="whitespace-normal"
						/>
					) : null}
				</p>
			</div>
			{outcome?.kind === "failed" || others.length > 0 ? (
				<p role="alert" className="text-broken text-sm wrap-anywhere">
					{outcome?.kind === "failed" ? outcome.text : others.map(({ text }) => text).join(" ")}
				</p>
			) : null}
		</form>
	)
}

const unanswered: KeepOutcome = {
	kind: "failed",
	text: "Countersign did not answer. Is it still running? Nothing is known to be kept.",
}

function keptWords(subject: string, wasKept: boolean | undefined): string {
	return wasKept === true
		? `${subject} was kept already. Nothing was changed, and its passphrase is as it was.`
		: `${subject} is kept in the workspace, and listed under Certificates, Status of all certificates.`
}
