"use client"

import { FolderOpen } from "lucide-react"
import { type FormEvent, useRef, useState, useTransition } from "react"
import { asBase64 } from "#components/keeping/file-base64"
import { KeepAuthority } from "#components/keeping/keep-authority"
import type { KeepOutcome } from "#components/keeping/keeping-types"
import { Button } from "#components/ui/button"
import { Field } from "#components/ui/field"
import { Input } from "#components/ui/input"
import type { FieldProblem } from "#pki/field-problem"
import { CertificateCard } from "./certificate-card.tsx"
import { DownloadPanel } from "./download-panel.tsx"
import { ProblemList, problemOf } from "./problem-list.tsx"
import type { HeldAuthority } from "./workshop-materials.tsx"

/** Keeps a CA in the workspace: files as Base64. */
export type KeepAction = (request: {
	readonly files: string[]
	readonly passphrase?: string
}) => Promise<KeepOutcome>

/** The CA that issues: the one that was made here, or one from files. Its key stays in this page. */
export function AuthorityPanel({
	authority,
	onAuthority,
	onSaved,
	keep,
}: {
	readonly authority: HeldAuthority | undefined
	readonly onAuthority: (authority: HeldAuthority) => void
	/** Called with its fingerprint once its key was saved. */
	readonly onSaved: (sha256: string) => void
	/** Stores the CA and its key at the server: the one way in which a key leaves the page. */
	readonly keep: KeepAction
}) {
	const [isImporting, setIsImporting] = useState(false)
	return (
		<section aria-label="The CA that issues" className="flex flex-col gap-3">
			{authority === undefined ? (
				<p className="text-ink-soft">
					No CA is here yet. Take one up from its files, or make one: with everything for mutual TLS, or by
					choice.
				</p>
			) : (
				<CertificateCard title="The CA that issues" shown={authority.shown}>
					<details>
						<summary className="w-fit rounded-sm py-1 text-ink-soft text-sm hover:text-ink">
							Download this CA
						</summary>
						<DownloadPanel
							label="Download the CA"
							name="ca"
							hasKey
							onSaved={() => onSaved(authority.shown.description.sha256)}
							files={async (format, options) => {
								const { authorityFiles } = await import("./workshop-authority.tsx")
								return authorityFiles(authority, format, options, options.withKey)
							}}
						/>
					</details>
					<details>
						<summary className="w-fit rounded-sm py-1 text-ink-soft text-sm hover:text-ink">
							Keep this CA in the workspace, for the team
						</summary>
						<KeepAuthority
							key={authority.shown.description.sha256}
							subject={authority.shown.description.subject}
							keep={async (passphrase) => {
								const { authorityPems } = await import("./workshop-authority.tsx")
								const files = authorityPems(authority).map(asBase64)
								return keep({ files, ...(passphrase === undefined ? {} : { passphrase }) })
							}}
						/>
					</details>
				</CertificateCard>
			)}
			<div>
				<Button size="sm" aria-expanded={isImporting} onClick={() => setIsImporting(!isImporting)}>
					<FolderOpen aria-hidden />
					{authority === undefined ? "Take up a CA" : "Take up another CA"}
				</Button>
			</div>
			{isImporting ? (
				<ImportForm
					onAuthority={(taken) => {
						setIsImporting(false)
						onAuthority(taken)
					}}
				/>
			) : null}
		</section>
	)
}

function ImportForm({ onAuthority }: { readonly onAuthority: (authority: HeldAuthority) => void }) {
	const files = useRef<HTMLInputElement>(null)
	const passphrase = useRef<HTMLInputElement>(null)
	const [problems, setProblems] = useState<readonly FieldProblem[]>([])
	const [isReading, startReading] = useTransition()
	const submit = (event: FormEvent) => {
		event.preventDefault()
		const given = [...(files.current?.files ?? [])]
		startReading(async () => {
			const { takeUpAuthority } = await import("./workshop-authority.tsx")
			const taken = await takeUpAuthority(given, passphrase.current?.value)
			setProblems(taken.ok ? [] : taken.error)
			if (taken.ok) onAuthority(taken.value)
		})
	}
	const locked = problemOf(problems, "passphrase")
	const wrong = problemOf(problems, "files")
	return (
		<form onSubmit={submit} className="flex max-w-xl flex-col gap-4">
			<Field
				id="authority-files"
				label="Certificate and key of the CA"
				help="PEM, DER, PKCS #8 (encrypted too), PKCS #12 or JKS; together or apart. They are read in this page."
				problem={wrong}
			>
				{(props) => (
					<input
						{...props}
						ref={files}
						type="file"
						multiple
						className="block w-full text-sm file:mr-3 file:h-9 file:rounded-md file:border file:border-line-strong file:bg-surface-raised file:px-3.5 file:font-medium"
					/>
				)}
			</Field>
			<Field id="authority-passphrase" label="Passphrase" optional problem={locked}>
				{(props) => <Input {...props} ref={passphrase} type="password" autoComplete="off" />}
			</Field>
			<ProblemList problems={problems} apartFrom={["files", "passphrase"]} />
			<div>
				<Button type="submit" disabled={isReading}>
					{isReading ? "Reading …" : "Take it up"}
				</Button>
			</div>
		</form>
	)
}
