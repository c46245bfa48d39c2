"use client"

import { Download, FileSignature } from "lucide-react"
import { useState, useTransition } from "react"
import { Button } from "#components/ui/button"
import { CopyButton } from "#components/ui/copy-button"
import { Mono } from "#components/ui/mono"
import { PassphraseField } from "#components/ui/passphrase-field"
import { Select } from "#components/ui/select"
import type { FieldProblem } from "#pki/field-problem"
import { subjectForm } from "./choice-form.tsx"
import { KeyChoice, type KeyChoiceValue } from "./key-choice.tsx"
import { ProblemList } from "./problem-list.tsx"
import { saveBytes } from "./save-files.tsx"
import { SubjectFields, subjectFieldNames, type TypedSubject } from "./subject-fields.tsx"
import type { Draft } from "./use-draft.tsx"
import type { useUnsaved } from "./use-unsaved.tsx"
import type { AskedRequest } from "./workshop-requests.tsx"

const profiles = [
	{ value: "server", label: "Server" },
	{ value: "client", label: "Client" },
	{ value: "both", label: "Server and client" },
	{ value: "svid", label: "X.509-SVID" },
] as const

/** What stands under *Make a request* to begin with. */
export const firstAsking: AskingDraft = {
	typed: {
		...{ profile: "server", commonName: "", organization: "", names: "localhost", keyAlgorithm: "p256" },
		spiffeId: "spiffe://dev.local/ns/default/sa/service",
	},
	made: undefined,
}

interface AskingDraft {
	readonly typed: TypedSubject & {
		readonly profile: (typeof profiles)[number]["value"]
		readonly keyAlgorithm: KeyChoiceValue
	}
	readonly made: AskedRequest | undefined
}

/** A certificate request: for a CA that somebody else has, or for the one in this page. */
export function AskSection({
	draft,
	unsaved,
	onSign,
}: {
	readonly draft: Draft<AskingDraft>
	readonly unsaved: ReturnType<typeof useUnsaved>
	/** Called with a request that is to be signed in this page. */
	readonly onSign: (request: File) => void
}) {
	const { typed, made } = draft.value
	const [problems, setProblems] = useState<readonly FieldProblem[]>([])
	const [isMaking, startMaking] = useTransition()
	const set = (change: Partial<AskingDraft["typed"]>) => draft.set({ typed: { ...typed, ...change } })
	const make = () =>
		startMaking(async () => {
			const { askFor } = await import("./workshop-requests.tsx")
			const form = { ...subjectForm(typed), keyAlgorithm: typed.keyAlgorithm, lifetime: "90d" }
			const asked = await askFor(form)
			setProblems(asked.ok ? [] : asked.error)
			if (!asked.ok) return
			if (made !== undefined) unsaved.forgotten(made.pem)
			draft.set({ made: asked.value })
			unsaved.made(asked.value.pem)
		})
	return (
		<div className="flex flex-col gap-8">
			<form
				className="flex flex-col gap-5"
				onSubmit={(event) => {
					event.preventDefault()
					make()
				}}
			>
				<p className="max-w-prose text-ink-soft">
					For a CA that somebody else has: they sign the request, and never see its key.
				</p>
				<div className="flex flex-wrap gap-3">
					<Select
						label="What it is for"
						prefix="For"
						value={typed.profile}
						onChange={(profile) =>
							set({ profile, names: profile === "server" || profile === "both" ? typed.names : "" })
						}
						options={profiles}
					/>
					<KeyChoice value={typed.keyAlgorithm} onChange={(keyAlgorithm) => set({ keyAlgorithm })} />
				</div>
				<div className="grid items-start gap-x-8 gap-y-4 md:grid-cols-2">
					<SubjectFields id="ask" typed={typed} set={set} problems={problems} />
				</div>
				<ProblemList problems={problems} apartFrom={subjectFieldNames} />
				<div>
					<Button type="submit" variant="primary" disabled={isMaking}>
						{isMaking ? "Making …" : "Make the request"}
					</Button>
				</div>
			</form>
			{made === undefined ? null : (
				<MadeRequest
					key={made.pem}
					made={made}
					onSaved={() => unsaved.saved(made.pem)}
					onSign={() => onSign(new File([made.pem], "request.csr"))}
				/>
			)}
		</div>
	)
}

function MadeRequest({
	made,
	onSaved,
	onSign,
}: {
	readonly made: AskedRequest
	readonly onSaved: () => void
	readonly onSign: () => void
}) {
	const [passphrase, setPassphrase] = useState("")
	const [problem, setProblem] = useState<FieldProblem>()
	const [isWriting, startWriting] = useTransition()
	const save = () =>
		startWriting(async () => {
			const files = await made.files(passphrase)
			setProblem(files.ok ? undefined : files.error)
			if (!files.ok) return
			const { zipOf } = await import("./workshop-engine.tsx")
			saveBytes("request.zip", zipOf(files.value, "request"), "application/zip")
			onSaved()
		})
	return (
		<section
			aria-label="The request"
			className="flex min-w-0 flex-col gap-3 rounded-md border border-line bg-surface-raised p-4"
		>
			<h3 className="font-semibold">The request</h3>
			<p className="wrap-anywhere">
				It asks for <Mono>{[made.subject || "an empty subject", ...made.names].join(", ")}</Mono> with a key
				of {made.keyType}.
			</p>
			<details>
				<summary className="w-fit rounded-sm py-1 text-ink-soft text-sm hover:text-ink">The PEM text</summary>
				<pre className="mb-2 overflow-x-auto rounded-sm bg-surface-sunken p-3 font-mono text-xs">
					{made.pem}
				</pre>
				<CopyButton text={made.pem} label="Copy the request" shows="label" />
			</details>
			<form
				className="flex flex-col gap-3 border-line border-t pt-3"
				onSubmit={(event) => {
					event.preventDefault()
					save()
				}}
			>
				<div className="w-52">
					<PassphraseField
						id="ask-passphrase"
						label="Passphrase of the key"
						optional
						help="Encrypts the key in its file."
						isNew
						problem={problem}
						value={passphrase}
						onChange={setPassphrase}
					/>
				</div>
				<div className="flex flex-wrap items-center gap-2">
					<Button type="submit" disabled={isWriting}>
						<Download aria-hidden />
						{isWriting ? "Writing …" : "Download request and key"}
					</Button>
					<Button onClick={onSign}>
						<FileSignature aria-hidden />
						Sign it in this page
					</Button>
				</div>
				<p className="text-ink-faint text-sm">
					Send the request, keep the key: it belongs to the certificate that comes back.
				</p>
			</form>
		</section>
	)
}
