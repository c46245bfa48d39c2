"use client"

import { Download } from "lucide-react"
import { useId, useState, useTransition } from "react"
import type { Result } from "#base/result"
import { Button } from "#components/ui/button"
import { Checkbox } from "#components/ui/input"
import { PassphraseField } from "#components/ui/passphrase-field"
import { Select } from "#components/ui/select"
import { TextField } from "#components/ui/text-field"
import type { FieldProblem } from "#pki/field-problem"
import { type OutputFormatId, outputFormats } from "#pki/formats/format-list"
import type { OutputFile } from "#pki/formats/output-file"
import { saveBytes } from "./save-files.tsx"
import type { WriteOptions } from "./workshop-materials.tsx"

const formatOptions = outputFormats.map(({ id, label }) => ({ value: id, label }))

/** In which format to have a certificate; one file is saved as it is, several as a zip. */
export function DownloadPanel({
	label,
	name: firstName,
	hasKey,
	files,
	onSaved,
}: {
	readonly label: string
	/** Of the files, to begin with. */
	readonly name: string
	/** True where a private key can go along. */
	readonly hasKey: boolean
	readonly files: (
		format: OutputFormatId,
		options: WriteOptions & { readonly withKey: boolean },
	) => Promise<Result<readonly OutputFile[], FieldProblem>>
	/** Called when the private key was among what was saved. */
	readonly onSaved?: () => void
}) {
	const [format, setFormat] = useState<OutputFormatId>("pem")
	const [name, setName] = useState(firstName)
	const [passphrase, setPassphrase] = useState("")
	const [isTraditional, setIsTraditional] = useState(false)
	const [problem, setProblem] = useState<FieldProblem>()
	const [isWriting, startWriting] = useTransition()
	const chosen = outputFormats.find(({ id }) => id === format)
	const id = useId()
	const save = () =>
		startWriting(async () => {
			const keyForm = isTraditional && format === "pem" ? ({ keyForm: "traditional" } as const) : {}
			const written = await files(format, { name, passphrase, ...keyForm, withKey: hasKey })
			setProblem(written.ok ? undefined : written.error)
			if (!written.ok) return
			const [only, ...others] = written.value
			if (only === undefined) return
			if (others.length === 0) saveBytes(only.name, only.bytes)
			else {
				const { zipOf } = await import("./workshop-engine.tsx")
				saveBytes(`${name}.zip`, zipOf(written.value, name), "application/zip")
			}
			if (written.value.some(({ secret }) => secret)) onSaved?.()
		})
	const about = (field: string) => (problem?.field === field ? { text: problem.text } : undefined)
	return (
		<form
			aria-label={label}
			className="flex flex-col gap-3 border-line border-t pt-3"
			onSubmit={(event) => {
				event.preventDefault()
				save()
			}}
		>
			<div className="flex flex-wrap items-start gap-3">
				<div className="w-44">
					<TextField
						id={`${id}-name`}
						label="Name of the files"
						problem={about("name")}
						mono
						value={name}
						onChange={setName}
					/>
				</div>
				<div className="pt-7">
					<Select
						label="Format"
						prefix="Format"
						value={format}
						onChange={setFormat}
						options={formatOptions}
					/>
				</div>
				{hasKey || chosen?.needsPassphrase === true ? (
					<div className="w-52">
						<PassphraseField
							id={`${id}-passphrase`}
							label="Passphrase"
							optional={chosen?.needsPassphrase !== true}
							isNew
							problem={about("passphrase")}
							value={passphrase}
							onChange={setPassphrase}
						/>
					</div>
				) : null}
			</div>
			{chosen === undefined ? null : <p className="text-ink-faint text-sm">{chosen.purpose}</p>}
			{hasKey && format === "pem" ? (
				<label htmlFor={`${id}-old`} className="flex items-center gap-1 text-sm">
					<Checkbox
						id={`${id}-old`}
						checked={isTraditional}
						onChange={(event) => setIsTraditional(event.target.checked)}
					/>
					Key in its older form (SEC 1, PKCS #1)
				</label>
			) : null}
			<p role="alert" className="text-broken text-sm wrap-anywhere">
				{problem === undefined || ["name", "passphrase"].includes(problem.field) ? "" : problem.text}
			</p>
			<div>
				<Button type="submit" disabled={isWriting}>
					<Download aria-hidden />
					{isWriting ? "Writing …" : label}
				</Button>
			</div>
		</form>
	)
}
