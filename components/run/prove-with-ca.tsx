"use client"

import { ShieldBan } from "lucide-react"
import Link from "next/link"
import { useId, useState, useTransition } from "react"
import { address } from "#components/ui/address"
import { Button } from "#components/ui/button"
import { Field } from "#components/ui/field"
import { PassphraseField } from "#components/ui/passphrase-field"
import { Select } from "#components/ui/select"
import type { CheckExtras } from "./check-actions.tsx"
import { type LendableCa, type LendCa, useKeptCas } from "./kept-cas.tsx"

/**
 * Repeats the proof of refusal with throw-away certificates of a CA that the server trusts, so that what is refused is
 * refused for what is wrong with it. The CA is one that the workspace keeps. Nothing where none can be lent.
 */
export function ProveWithCa({
	shown,
	onStart,
	isBusy,
}: {
	/** What the run on screen brought beyond its lanes. */
	readonly shown: CheckExtras
	readonly onStart: (extras: CheckExtras) => void
	readonly isBusy: boolean
}) {
	const keeping = useKeptCas()
	if (keeping === undefined) return null
	const [first] = keeping.kept
	return (
		<details className="mt-6 max-w-prose print:hidden">
			<summary className="min-h-7 w-fit cursor-pointer rounded-sm py-1 font-medium">
				Prove it with a CA that the server trusts
			</summary>
			<p className="mt-1 text-pretty text-ink-soft text-sm">
				A server that refuses a certificate by a CA made up on the spot may refuse it for that CA alone.
				Whether it looks at dates and purpose shows when the certificate comes from the CA that it trusts.
			</p>
			{first === undefined ? (
				<p className="mt-2 text-pretty text-ink-soft text-sm">
					The workspace keeps no CA.{" "}
					<Link href={address("/certificates/status#kept")} className="link">
						Keep the one that signs client certificates
					</Link>
					, or run <code className="font-mono">countersign check --enforce</code> with{" "}
					<code className="font-mono">--enforce-ca</code> and{" "}
					<code className="font-mono">--enforce-ca-key</code>.
				</p>
			) : (
				<ChooseCa
					kept={keeping.kept}
					first={first}
					lend={keeping.lend}
					isBusy={isBusy}
					onLent={(ticket) => onStart({ ...shown, enforce: true, ticket })}
				/>
			)}
		</details>
	)
}

type Refused = Exclude<Awaited<ReturnType<LendCa>>, { readonly kind: "lent" }>

function ChooseCa({
	kept,
	first,
	lend,
	isBusy,
	onLent,
}: {
	readonly kept: readonly LendableCa[]
	readonly first: LendableCa
	readonly lend: LendCa
	readonly isBusy: boolean
	readonly onLent: (ticket: string) => void
}) {
	const id = useId()
	const [sha256, setSha256] = useState(first.sha256)
	const [passphrase, setPassphrase] = useState("")
	const [refused, setRefused] = useState<Refused>()
	const [opening, startOpening] = useTransition()
	const chosen = kept.find((each) => each.sha256 === sha256) ?? first
	const problems = refused?.kind === "problems" ? refused.problems : []
	const others =
		refused?.kind === "failed" ? [refused] : problems.filter(({ field }) => field !== "passphrase")
	const submit = () =>
		startOpening(async () => {
			const given = { authority: chosen.sha256, ...(chosen.isEncrypted ? { passphrase } : {}) }
			const outcome = await lend(given).catch(() => unanswered)
			setPassphrase("")
			if (outcome.kind !== "lent") return setRefused(outcome)
			setRefused(undefined)
			onLent(outcome.ticket)
		})
	return (
		<form
			aria-label="Prove it with a CA that the server trusts"
			className="mt-3 flex flex-col gap-3"
			onSubmit={(event) => {
				event.preventDefault()
				submit()
			}}
		>
			<Field
				id={`${id}-ca`}
				label="CA"
				help="It issues throw-away certificates on the server, in memory. The audit log says so."
			>
				{() => (
					<Select
						label="CA"
						className="max-w-full self-start"
						value={chosen.sha256}
						onChange={setSha256}
						options={kept.map((each) => ({ value: each.sha256, label: choiceText(each, kept) }))}
					/>
				)}
			</Field>
			{chosen.isEncrypted ? (
				<PassphraseField
					id={`${id}-passphrase`}
					label="Passphrase of the CA"
					help="Opens its key for this one check."
					problem={problems.find(({ field }) => field === "passphrase")}
					value={passphrase}
					onChange={setPassphrase}
				/>
			) : null}
			<Button
				type="submit"
				className="self-start"
				disabled={isBusy || opening || (chosen.isEncrypted && passphrase === "")}
				focusableWhenDisabled
			>
				<ShieldBan aria-hidden />
				{opening ? "Opening the CA …" : "Prove with this CA"}
			</Button>
			{others.length === 0 ? null : (
				<p role="alert" className="text-broken text-sm wrap-anywhere">
					{others.map(({ text }) => text).join(" ")}
				</p>
			)}
		</form>
	)
}

const unanswered: Refused = { kind: "failed", text: "Countersign did not answer. Is it still running?" }

/** The subject, and where two CAs have the same one the start of the fingerprint, as a change-over leaves them. */
function choiceText({ sha256, subject }: LendableCa, kept: readonly LendableCa[]): string {
	const isAlone = kept.filter((each) => each.subject === subject).length === 1
	return isAlone ? subject : `${subject} (${sha256.slice(0, 8)})`
}
