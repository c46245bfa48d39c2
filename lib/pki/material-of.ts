import { err, ok, type Result } from "#base/result"
import { type ParsedCertificate, readCertificate } from "#x509/certificate"
import type { FieldProblem } from "./field-problem.ts"
import { findIssuer, looksSelfSigned } from "./find-issuer.ts"
import type { CertificateMaterial } from "./formats/material.ts"
import { type Pieces, sameBytes } from "./gather-pieces.ts"

/** Longest chain that is put together. */
const chainMax = 10

/**
 * Sorts certificates and keys that were given in any order: the leaf that the key belongs to (or the first that is no
 * CA), its issuers as far as they are there, and the roots. Fails when a key belongs to none of the certificates, or
 * when there is more than one leaf and no key to tell which is meant.
 */
export function materialOf({ certificates, keys }: Pieces): Result<CertificateMaterial, FieldProblem> {
	const parsed = certificates.map(readCertificate)
	const unreadable = parsed.find((each) => !each.ok)
	if (unreadable?.ok === false)
		return refuse(`A certificate cannot be read: ${unreadable.error.text}. Export it again from its source.`)
	const all = parsed.flatMap((each) => (each.ok ? [each.value] : []))
	const roots = all.filter(isRoot)
	if (keys.length > 1) return refuse("There is more than one private key. Give the one that is meant.")
	const [key] = keys
	if (key !== undefined && key.spki === undefined)
		return refuse(`The private key is of a kind that cannot be used here (${key.keyType}).`)
	const owner =
		key === undefined
			? undefined
			: all.find((each) => key.spki !== undefined && sameBytes(key.spki, each.publicKey.spki))
	if (key !== undefined && owner === undefined && all.length > 0)
		return refuse(
			"The private key belongs to none of the certificates. Give the key that was made with the leaf.",
		)
	const leaves = all.filter((each) => each.extensions.basicConstraints?.isCa !== true)
	if (owner === undefined && leaves.length > 1)
		return refuse("There is more than one leaf. Give one, or the private key of the one that is meant.")
	const leaf = owner ?? leaves[0] ?? all.find((each) => !isRoot(each))
	const chain = leaf === undefined ? [] : chainFrom(leaf, all)
	return ok({
		chain: chain.map(({ der }) => der),
		roots: roots.map(({ der }) => der),
		...(key === undefined ? {} : { key: key.pkcs8 }),
	})
}

function chainFrom(leaf: ParsedCertificate, all: readonly ParsedCertificate[]): readonly ParsedCertificate[] {
	const chain = [leaf]
	let current: ParsedCertificate | undefined = leaf
	while (current !== undefined && chain.length < chainMax) {
		const others = all.filter((each) => !isRoot(each) && !chain.includes(each))
		current = findIssuer(current, others)
		if (current !== undefined) chain.push(current)
	}
	return chain
}

function isRoot(certificate: ParsedCertificate): boolean {
	return looksSelfSigned(certificate) && certificate.extensions.basicConstraints?.isCa === true
}

function refuse(text: string): Result<never, FieldProblem> {
	return err({ field: "files", text })
}
