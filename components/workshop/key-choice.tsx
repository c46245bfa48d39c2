"use client"

import { Select } from "#components/ui/select"

/** The kinds of keys, as people call them. */
export const keyWords = {
	p256: "ECDSA P-256",
	p384: "ECDSA P-384",
	ed25519: "Ed25519",
	rsa2048: "RSA 2048",
	rsa3072: "RSA 3072",
	rsa4096: "RSA 4096",
} as const

/** A kind of key that can be made here. */
export type KeyChoiceValue = keyof typeof keyWords

const options = (["p256", "p384", "ed25519", "rsa2048", "rsa3072", "rsa4096"] as const).map((value) => ({
	value,
	label: keyWords[value],
}))

/** The menu of kinds of keys. */
export function KeyChoice({
	value,
	onChange,
}: {
	readonly value: KeyChoiceValue
	readonly onChange: (value: KeyChoiceValue) => void
}) {
	return <Select label="Kind of key" prefix="Key" value={value} onChange={onChange} options={options} />
}
