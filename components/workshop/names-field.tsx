"use client"

import { TextField } from "#components/ui/text-field"
import { readName } from "#pki/read-name"

/** Names as they were typed: one a line, or apart by commas or spaces. */
export function splitNames(text: string): readonly string[] {
	return text.split(/[\s,]+/).filter((part) => part !== "")
}

/** Names and addresses, each judged while it is typed. */
export function NamesField({
	id,
	label,
	value,
	onChange,
	problem,
	help = "Host names, IP addresses, URIs or mail addresses, one a line.",
	optional = false,
}: {
	readonly id: string
	readonly label: string
	readonly value: string
	readonly onChange: (value: string) => void
	/** What the last attempt said. */
	readonly problem?: { readonly text: string } | undefined
	readonly help?: string
	readonly optional?: boolean
}) {
	const typed = splitNames(value)
	const wrong = typed.flatMap((name) => {
		const read = readName(name)
		return read.ok ? [] : [read.error]
	})
	const kinds = typed.flatMap((name) => {
		const read = readName(name)
		return read.ok ? [read.value.kind] : []
	})
	const [first] = wrong
	return (
		<TextField
			id={id}
			label={label}
			optional={optional}
			help={`${help}${kinds.length === 0 ? "" : ` ${countWords(kinds)}`}`}
			problem={first === undefined ? problem : { text: first }}
			mono
			rows={3}
			value={value}
			onChange={onChange}
		/>
	)
}

const words = {
	dns: ["host name", "host names"],
	ip: ["address", "addresses"],
	uri: ["URI", "URIs"],
	email: ["mail address", "mail addresses"],
} as const

function countWords(kinds: readonly (keyof typeof words)[]): string {
	const parts = (["dns", "ip", "uri", "email"] as const).flatMap((kind) => {
		const count = kinds.filter((each) => each === kind).length
		return count === 0 ? [] : [`${count} ${words[kind][count === 1 ? 0 : 1]}`]
	})
	return `So far ${parts.join(", ")}.`
}
