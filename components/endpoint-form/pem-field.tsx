"use client"

import { useState } from "react"
import { Button } from "#components/ui/button"
import { cn } from "#components/ui/class-names"
import { Field } from "#components/ui/field"
import { Textarea } from "#components/ui/input"
import type { FieldName, KeptSecrets } from "./form-values.tsx"
import { type EndpointFormState, fieldId } from "./use-endpoint-form.tsx"

/** The fields that take a path or the text itself. */
type TextOrPath = Extract<FieldName, "ca" | "certificate" | "key" | "token" | "passphrase">

/** A field for a path or pasted text. It says what it takes the content for. Secrets are masked and can be kept unseen. */
export function PemField({
	form,
	name,
	label,
	help,
	kept,
}: {
	readonly form: EndpointFormState
	readonly name: TextOrPath
	readonly label: string
	readonly help: string
	/** Set for secrets: the mark under which the program may keep one. */
	readonly kept?: keyof KeptSecrets
}) {
	const [shown, setShown] = useState(false)
	const value = form.values[name]
	const isKept = kept !== undefined && form.kept[kept] && value === ""
	const masks = kept !== undefined && !shown && recognise(name, value) !== "Path"
	return (
		<Field
			id={fieldId(name)}
			label={label}
			optional
			help={help}
			problem={form.problemOf(name)}
			aside={
				<span className="flex items-center gap-2 text-ink-faint text-xs">
					{recognise(name, value)}
					{kept !== undefined && value !== "" ? (
						<Button
							variant="quiet"
							size="sm"
							className="h-6"
							aria-pressed={shown}
							onClick={() => setShown(!shown)}
						>
							{shown ? "Hide" : "Show"}
						</Button>
					) : null}
				</span>
			}
		>
			{(props) => (
				<>
					{isKept ? <KeptNote label={label} onForget={() => form.forget(kept)} /> : null}
					<Textarea
						{...props}
						mono
						rows={1}
						value={value}
						placeholder={isKept ? "Type or paste to replace it" : placeholders[name]}
						onChange={(event) => form.set(name, event.target.value)}
						onBlur={() => form.touch(name)}
						className={cn("min-h-9", masks && "[-webkit-text-security:disc]")}
					/>
				</>
			)}
		</Field>
	)
}

const placeholders = {
	ca: "/etc/permguard/ca.pem",
	certificate: "/etc/permguard/client.pem",
	key: "/etc/permguard/client.key",
	token: "/run/secrets/token",
	passphrase: "",
} as const satisfies Record<TextOrPath, string>

function KeptNote({ label, onForget }: { readonly label: string; readonly onForget: () => void }) {
	return (
		<p className="flex flex-wrap items-center justify-between gap-2 rounded-md border border-line bg-surface-sunken py-1 pr-1 pl-2.5 text-sm">
			<span>
				<span aria-hidden="true">•••••••• </span>
				{label} is kept here and is never shown again.
			</span>
			<Button variant="quiet" size="sm" onClick={onForget}>
				Remove
			</Button>
		</p>
	)
}

/** What the content is taken for, by the rule that the parser uses. */
export function recognise(name: TextOrPath, value: string): string {
	const text = value.trim()
	if (text === "" || name === "passphrase") return ""
	if (text.includes("-----BEGIN")) return "Pasted PEM"
	if (name !== "token") return "Path"
	return /^(\/|\.\/|\.\.\/|~)/.test(text) ? "Path" : "Token"
}
