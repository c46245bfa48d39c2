import { createPrivateKey } from "node:crypto"
import { err, ok, type Result } from "#base/result"
import { Secret } from "#base/secret"
import { readCertificate } from "#x509/certificate"
import { keyMatchesCertificate } from "#x509/node/key-match"
import { parseDerBundle } from "../bundle.ts"
import { splitConcatenatedDer } from "../concatenated-der.ts"
import { parseSpiffeId, trustDomainOf } from "../id.ts"
import { parseTrustDomain } from "../trust-domain.ts"
import type { X509SvidMessage, X509SvidResponseMessage } from "../workload-messages.ts"
import type { X509Context, X509Svid } from "../x509-context.ts"

/**
 * Turns a message into a context: every SPIFFE ID is valid and stands in its certificate, every key fits its leaf,
 * every bundle is whole. The failure is a sentence. Of SVIDs with the same hint the first is taken.
 */
export function readX509Context(message: X509SvidResponseMessage): Result<X509Context, string> {
	if (message.svids.length === 0) return err("The answer has no X.509-SVID.")
	const svids: X509Svid[] = []
	const bundles = new Map<string, readonly Uint8Array[]>()
	for (const item of message.svids) {
		const svid = readSvid(item)
		if (!svid.ok) return svid
		bundles.set(trustDomainOf(svid.value.spiffeId), svid.value.bundle)
		const isRepeated = item.hint !== "" && svids.some(({ hint }) => hint === item.hint)
		if (!isRepeated) svids.push(svid.value)
	}
	for (const [key, bytes] of message.federatedBundles) {
		const trustDomain = parseTrustDomain(key)
		if (!trustDomain.ok)
			return err(`A federated bundle has an invalid trust domain: ${trustDomain.error.text}`)
		const bundle = parseDerBundle(bytes)
		if (!bundle.ok) return err(`The bundle of ${trustDomain.value} cannot be read: ${bundle.error.text}`)
		if (!bundles.has(trustDomain.value)) bundles.set(trustDomain.value, bundle.value)
	}
	return ok({ svids, bundles })
}

function readSvid(message: X509SvidMessage): Result<X509Svid, string> {
	const id = parseSpiffeId(message.spiffeId)
	if (!id.ok) return err(`The answer has an invalid SPIFFE ID: ${id.error.text}`)
	const chain = splitConcatenatedDer(message.x509Svid)
	if (!chain.ok) return err(`The certificates of ${id.value} cannot be split: ${chain.error.text}`)
	const [leaf] = chain.value
	if (leaf === undefined) return err(`There is no certificate for ${id.value}.`)
	const certificate = readCertificate(leaf)
	if (!certificate.ok) return err(`The certificate of ${id.value} cannot be read: ${certificate.error.text}.`)
	if (certificate.value.extensions.subjectAltName?.uri.includes(id.value) !== true) {
		return err(`The certificate that came with ${id.value} does not name it.`)
	}
	if (!fitsKey(message.x509SvidKey, leaf))
		return err(`The private key of ${id.value} does not fit its certificate.`)
	const bundle = parseDerBundle(message.bundle)
	if (!bundle.ok) return err(`The bundle of ${id.value} cannot be read: ${bundle.error.text}`)
	return ok({
		spiffeId: id.value,
		certificates: chain.value,
		key: new Secret(message.x509SvidKey),
		bundle: bundle.value,
		...(message.hint === "" ? {} : { hint: message.hint }),
	})
}

function fitsKey(pkcs8: Uint8Array, leaf: Uint8Array): boolean {
	try {
		const key = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" })
		return keyMatchesCertificate(key, leaf)
	} catch (cause) {
		if (cause instanceof Error) return false
		throw cause
	}
}
