"use client"

import { ClipboardPaste, FolderOpen, X } from "lucide-react"
import { type FormEvent, useState } from "react"
import { Button } from "#components/ui/button"
import { Field } from "#components/ui/field"
import { Input } from "#components/ui/input"
import { Mono } from "#components/ui/mono"
import type { FileFacts, GivenFile } from "./inspection.tsx"
import { PasteField } from "./paste-field.tsx"

const filesShown = 12

/** What was given, file by file: what each holds or why it could not be read; the password; adding and removing. */
export function GivenBar({
	files,
	facts,
	note,
	isLocked,
	isPasswordWrong,
	onPassword,
	onChoose,
	onText,
	onRemove,
	onClear,
}: {
	readonly files: readonly GivenFile[]
	readonly facts: readonly FileFacts[]
	readonly note: string | undefined
	readonly isLocked: boolean
	readonly isPasswordWrong: boolean
	readonly onPassword: (password: string) => void
	readonly onChoose: () => void
	readonly onText: (text: string) => void
	readonly onRemove: (id: number) => void
	readonly onClear: () => void
}) {
	const [isPasting, setIsPasting] = useState(false)
	return (
		<section aria-label="Given files" className="border-line border-y py-3">
			<ul className="flex flex-col">
				{files.slice(0, filesShown).map((file) => (
					<li key={file.id} className="flex items-start justify-between gap-3 py-1">
						<GivenRow file={file} facts={facts.find(({ id }) => id === file.id)} />
						<Button
							size="sm"
							variant="quiet"
							aria-label={`Remove ${file.name}`}
							onClick={() => onRemove(file.id)}
						>
							<X aria-hidden />
						</Button>
					</li>
				))}
			</ul>
			{files.length > filesShown ? (
				<p className="py-1 text-ink-soft text-sm">and {files.length - filesShown} more files.</p>
			) : null}
			{note === undefined ? null : (
				<p role="status" className="py-1 text-sm">
					{note}
				</p>
			)}
			{isLocked ? <PasswordForm isWrong={isPasswordWrong} onPassword={onPassword} /> : null}
			<div className="mt-2 flex flex-wrap gap-2">
				<Button size="sm" onClick={onChoose}>
					<FolderOpen aria-hidden />
					Add files
				</Button>
				<Button size="sm" onClick={() => setIsPasting(!isPasting)} aria-expanded={isPasting}>
					<ClipboardPaste aria-hidden />
					Paste
				</Button>
				<Button size="sm" variant="quiet" onClick={onClear}>
					<X aria-hidden />
					Clear
				</Button>
			</div>
			{isPasting ? (
				<div className="mt-2 max-w-xl">
					<PasteField
						onText={(text) => {
							setIsPasting(false)
							onText(text)
						}}
					/>
				</div>
			) : null}
		</section>
	)
}

function GivenRow({ file, facts }: { readonly file: GivenFile; readonly facts: FileFacts | undefined }) {
	const problems = facts?.problems ?? []
	return (
		<div className="min-w-0">
			<p className="wrap-anywhere">
				<Mono className="font-semibold">{file.name}</Mono>{" "}
				<span className="text-ink-soft text-sm">
					{facts === undefined ? "is being read" : (facts.what ?? "could not be read")}
					{file.isTrusted ? ", to be trusted" : ""}
					{facts?.integrity === undefined ? "" : `. ${facts.integrity}`}
				</span>
			</p>
			{problems.slice(0, problemsShown).map(({ kind, text, hint }) => (
				<p
					key={text}
					className={
						kind === "password-missing" ? "text-ink-soft text-sm" : "text-broken text-sm wrap-anywhere"
					}
				>
					{text} <span className="text-ink-soft">{hint}</span>
				</p>
			))}
			{problems.length > problemsShown ? (
				<p className="text-ink-soft text-sm">
					and {problems.length - problemsShown} more that could not be read.
				</p>
			) : null}
		</div>
	)
}

const problemsShown = 3

function PasswordForm({
	isWrong,
	onPassword,
}: {
	readonly isWrong: boolean
	readonly onPassword: (password: string) => void
}) {
	const submit = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault()
		const value = new FormData(event.currentTarget).get("password")
		onPassword(typeof value === "string" ? value : "")
	}
	return (
		<form onSubmit={submit} className="mt-2 flex max-w-md items-start gap-2">
			<div className="min-w-0 flex-1">
				<Field
					id="material-password"
					label="Password"
					problem={isWrong ? { text: "It does not open everything that was given." } : undefined}
				>
					{(props) => <Input {...props} name="password" type="password" autoComplete="off" />}
				</Field>
			</div>
			<Button type="submit" className="mt-7">
				Open
			</Button>
		</form>
	)
}
