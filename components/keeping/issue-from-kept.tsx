"use client"

import { useId, useState, useTransition } from "react"
import { Button } from "#components/ui/button"
import { Field } from "#components/ui/field"
import { Input } from "#components/ui/input"
import { PassphraseField } from "#components/ui/passphrase-field"
import { Select } from "#components/ui/select"
import { TextField } from "#components/ui/text-field"
import { KeyChoice, type KeyChoiceValue } from "#components/workshop/key-choice"
import type { FieldProblem } from "#pki/field-problem"
import { IssuedFiles, type IssuedPem } from "./issued-files.tsx"
import type { AskToIssue, KeptCa } from "./keeping-types.tsx"

const profiles = [
	{ value: "server", label: "Server" },
	{ value: "client", label: "Client" },
	{ value: "both", label: "Server and client" },
	{ value: "svid", label: "X.509-SVID" },
] as const
type Profile = (typeof profiles)[number]["value"]

const lifetimes = { server: "90d", client: "90d", both: "90d", svid: "1h" } as const satisfies Record<
	Profile,
	string
>

const hosts = "localhost, 127.0.0.1, ::1"
const usualNames = {
	...{ server: hosts, both: hosts, client: "client" },
	svid: "spiffe://dev.local/ns/default/sa/router",
} as const satisfies Record<Profile, string>

type State =
	| { readonly kind: "idle" }
	| { readonly kind: "issued"; readonly files: IssuedPem }
	| { readonly kind: "problems"; readonly problems: readonly FieldProblem[] }
	| { readonly kind: "failed"; readonly text: string }

/** Issues from a kept CA: key and request are made in this page, and the server only signs. */
export function IssueFromKept({
	authority,
	issue,
}: {
	readonly authority: KeptCa
	readonly issue: AskToIssue
}) {
	const id = useId()
	const [profile, setProfile] = useState<Profile>("server")
	const [names, setNames] = useState<string>(usualNames.server)
	const [lifetime, setLifetime] = useState<string>()
	const [keyAlgorithm, setKeyAlgorithm] = useState<KeyChoiceValue>("p256")
	const [passphrase, setPassphrase] = useState("")
	const [state, setState] = useState<State>({ kind: "idle" })
	const [issuing, startIssuing] = useTransition()
	const wanted = lifetime ?? lifetimes[profile]
	const submit = () =>
		startIssuing(async () => {
			const given = {
				authority: authority.sha256,
				profile,
				names,
				lifetime: wanted,
				passphrase,
				keyAlgorithm,
			}
			setState(await issueOne(given, issue).catch(() => unanswered))
			setPassphrase("")
		})
	const problemOf = (field: string) =>
		state.kind === "problems" ? state.problems.find((each) => each.field === field) : undefined
	const others =
		state.kind === "problems"
			? state.problems.filter(({ field }) => !["names", "lifetime", "passphrase"].includes(field))
			: []
	return (
		<details>
			<summary className="min-h-7 cursor-pointer py-1 text-sm">Issue a certificate from it</summary>
			<form
				aria-label={`Issue from ${authority.subject}`}
				className="flex flex-col gap-3 py-2"
				onSubmit={(event) => {
					event.preventDefault()
					submit()
				}}
			>
				<p className="max-w-prose text-ink-soft text-sm">
					The private key is made in this page and never leaves it; the server signs a request for it.
				</p>
				<div className="flex flex-wrap items-start gap-3">
					<Field id={`${id}-profile`} label="For">
						{() => (
							<Select
								label="For"
								value={profile}
								onChange={(next) => {
									setProfile(next)
									if (names === usualNames[profile]) setNames(usualNames[next])
								}}
								options={profiles}
							/>
						)}
					</Field>
					<Field id={`${id}-lifetime`} label="Lifetime" problem={problemOf("lifetime")}>
						{(props) => (
							<Input
								{...props}
								className="w-24"
								value={wanted}
								onChange={(event) => setLifetime(event.target.value)}
							/>
						)}
					</Field>
					<div className="pt-7">
						<KeyChoice value={keyAlgorithm} onChange={setKeyAlgorithm} />
					</div>
					<div className="min-w-64 flex-1">
						<TextField
							id={`${id}-names`}
							label={profile === "svid" ? "SPIFFE ID" : "Names and addresses"}
							problem={problemOf("names") ?? problemOf("spiffeId")}
							mono
							value={names}
							onChange={setNames}
						/>
					</div>
				</div>
				{authority.isEncrypted ? (
					<PassphraseField
						id={`${id}-passphrase`}
						label="Passphrase of the CA"
						help="Opens its key for this one signature."
						problem={problemOf("passphrase")}
						value={passphrase}
						onChange={setPassphrase}
					/>
				) : null}
				<Button type="submit" className="self-start" disabled={issuing}>
					{issuing ? "Issuing …" : "Issue"}
				</Button>
				{state.kind === "failed" || others.length > 0 ? (
					<p role="alert" className="text-broken text-sm wrap-anywhere">
						{state.kind === "failed" ? state.text : others.map(({ text }) => text).join(" ")}
					</p>
				) : null}
			</form>
			{state.kind === "issued" ? <IssuedFiles files={state.files} /> : null}
		</details>
	)
}

const unanswered: State = { kind: "failed", text: "Countersign did not answer. Is it still running?" }

/** Makes key and request here, has the request signed, and joins what came back with the key. */
async function issueOne(
	given: {
		readonly authority: string
		readonly profile: Profile
		readonly names: string
		readonly lifetime: string
		readonly passphrase: string
		readonly keyAlgorithm: KeyChoiceValue
	},
	issue: AskToIssue,
): Promise<State> {
	const { createRequest } = await import("#pki/request")
	const { authority, profile, lifetime, passphrase, keyAlgorithm } = given
	const names = given.names.split(/[\s,]+/).filter((name) => name !== "")
	const [id, ...rest] = names
	const made = await createRequest({
		...{ profile, lifetime, keyAlgorithm },
		...(profile === "svid" && id !== undefined ? { spiffeId: id, names: rest } : { names }),
		...(profile === "client" && id !== undefined ? { commonName: id } : {}),
	})
	if (!made.ok) return { kind: "problems", problems: made.error }
	const issued = await issue({
		...{ authority, request: made.value.pem, terms: { profile, lifetime } },
		...(passphrase === "" ? {} : { passphrase }),
	})
	if (issued.kind !== "issued") return issued
	const { chainPem, caPem, leftOut, advice } = issued
	const { privateKeyPkcs8: key } = made.value
	return { kind: "issued", files: { name: profile, chainPem, caPem, key, leftOut, advice } }
}
