import "reflect-metadata"
import {
	type CertificateRecipe,
	type MadeCertificate,
	makeAuthority,
	makeCertificate,
	rawExtension,
	usage,
} from "../testing/make-certificate.ts"
import { makeCrl } from "../testing/make-crl.ts"
import type { ProfileQuestion } from "./verify-profile.ts"

export const name = "api.example.test"
export const names = [{ type: "dns", value: name }] as const
export const codeSigning = "1.3.6.1.5.5.7.3.3"
export const mailProtection = "1.3.6.1.5.5.7.3.4"
export const junk = Uint8Array.of(0x30, 0x80, 1)

export const root = await makeAuthority({ subject: "CN=Rules Root" })
export const issuing = await makeAuthority({ subject: "CN=Rules Issuing", issuer: root })
export const leaf = await leafOf(issuing)

function leafOf(issuer: MadeCertificate, more: Partial<CertificateRecipe> = {}) {
	const recipe = { subject: "O=leaf", names, eku: [usage.server], withKeyIds: true, serial: "11" }
	return makeCertificate({ ...recipe, issuer, ...more })
}

export type Asked = Partial<ProfileQuestion>
export type Make = () => Asked | Promise<Asked>

/** The sound chain with another leaf. */
export function withLeaf(more: Partial<CertificateRecipe>, asked: Asked = {}): Make {
	return async () => ({ leaf: (await leafOf(issuing, more)).der, ...asked })
}

/** The sound chain with another issuing CA, below the root or below `above`. */
export function withIssuer(
	more: Partial<CertificateRecipe>,
	leafMore: Partial<CertificateRecipe> = {},
): Make {
	return async () => {
		const ca = await makeAuthority({ subject: "CN=Other Issuing", issuer: root, ...more })
		return { leaf: (await leafOf(ca, leafMore)).der, intermediates: [ca.der] }
	}
}

/** A leaf right below a root of its own. */
export function withRoot(more: Partial<CertificateRecipe>, asked: Asked = {}): Make {
	return async () => {
		const own = await makeAuthority({ subject: "CN=Own Root", ...more })
		return { leaf: (await leafOf(own)).der, intermediates: [], roots: [own.der], ...asked }
	}
}

export const sound: Make = () => ({})
export const given = (asked: Asked) => () => asked

export function altered(): Asked {
	return { leaf: leaf.der.map((byte, index) => (index === leaf.der.length - 1 ? byte ^ 1 : byte)) }
}

/** The root with another version number; nobody checks the signature of an anchor. */
export function versionOne(): Asked {
	const hex = Buffer.from(root.der).toString("hex").replace("a003020102", "a003020100")
	return { roots: [Uint8Array.from(Buffer.from(hex, "hex"))] }
}

export async function noAuthority(): Promise<Asked> {
	const ca = await makeCertificate({ subject: "CN=No CA", issuer: root, withKeyIds: true })
	return { leaf: (await leafOf(ca)).der, intermediates: [ca.der] }
}

/** A CA below a CA that allows so many CAs below itself. */
export function below(pathLength: number): Make {
	return async () => {
		const upper = await makeAuthority({ subject: "CN=Upper", issuer: root, ca: pathLength })
		const lower = await makeAuthority({ subject: "CN=Lower", issuer: upper })
		return { leaf: (await leafOf(lower)).der, intermediates: [lower.der, upper.der] }
	}
}

function der(tag: number, ...parts: readonly (readonly number[] | Uint8Array)[]): Uint8Array {
	const body = Buffer.concat(parts.map((part) => Uint8Array.from(part)))
	const size = body.length
	const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255]
	return Uint8Array.from([tag, ...length, ...body])
}

/** Name constraints of DNS names: [0] permits, [1] excludes. */
export function constraints(tag: 0xa0 | 0xa1, bases: readonly string[]) {
	const subtrees = bases.map((base) => der(0x30, der(0x82, new TextEncoder().encode(base))))
	return { extensions: [rawExtension("2.5.29.30", true, der(0x30, der(tag, ...subtrees)))] }
}

export const many = (count: number, make: (index: number) => string) =>
	Array.from({ length: count }, (_, index) => make(index))
export const manyNames = many(1_100, (index) => `h${index}.example.test`).map((value) => ({
	type: "dns" as const,
	value,
}))

/** A policy below 1.3.6.1.4.1 by two numbers. */
export const policyInfo = (a: number, b: number) =>
	der(0x30, der(0x06, [0x2b, 6, 1, 4, 1, 0x80 | (a & 127), a & 1, 0x80 | (b >> 7), b & 127]))
const anyPolicy = der(0x30, der(0x06, [0x55, 0x1d, 0x20, 0]))

export function policies(...infos: readonly Uint8Array[]) {
	return { extensions: [rawExtension("2.5.29.32", false, der(0x30, ...infos))] }
}

/** A chain of CAs each of which adds a thousand policies and keeps all those above it. */
export function policyChain(length: number): Make {
	return async () => {
		const chain: MadeCertificate[] = []
		for (let level = 0; level < length; level += 1) {
			const own = Array.from({ length: 990 }, (_, index) => policyInfo(level + 1, index + 128))
			const issuer = chain.at(-1) ?? root
			const more = policies(anyPolicy, ...own)
			chain.push(await makeAuthority({ subject: `CN=Policies ${level}`, issuer, ...more }))
		}
		const lowest = chain.at(-1) ?? root
		return { leaf: (await leafOf(lowest, policies(anyPolicy))).der, intermediates: chain.map((ca) => ca.der) }
	}
}

/** The root as OpenSSL's `BEGIN TRUSTED CERTIFICATE`, rejected for one purpose: 1 server, 2 client. */
export function distrusted(purpose: 1 | 2): Make {
	const settings = der(0x30, der(0xa0, der(0x06, [0x2b, 6, 1, 5, 5, 7, 3, purpose])))
	return () => ({ roots: [Uint8Array.from([...root.der, ...settings])] })
}

export async function lists(revoked: readonly string[], more: readonly Uint8Array[] = []): Promise<Asked> {
	return { crls: [await makeCrl(issuing, revoked), ...more] }
}

export async function selfSigned(): Promise<Asked> {
	const own = await makeCertificate({ subject: "O=alone", names, eku: [usage.server] })
	return { leaf: own.der, intermediates: [] }
}

export async function stranger(): Promise<Asked> {
	const other = await makeAuthority({ subject: "CN=Stranger" })
	return { leaf: (await leafOf(other)).der, intermediates: [other.der] }
}

export function mesh(size: number): Make {
	return async () => {
		const subject = "CN=Mesh"
		const first = await makeAuthority({ subject })
		const cas = await Promise.all(
			many(size, () => subject).map((each) => makeAuthority({ subject: each, issuer: first })),
		)
		return { leaf: (await leafOf(first)).der, intermediates: cas.map((ca) => ca.der), roots: [first.der] }
	}
}

export const rsa = (modulusLength: number) => ({
	keyAlgorithm: {
		name: "RSASSA-PKCS1-v1_5",
		modulusLength,
		publicExponent: Uint8Array.of(1, 0, 1),
		hash: "SHA-256",
	},
})
export const critical = (isCritical: boolean) => ({
	extensions: [rawExtension("1.2.3.4", isCritical, Uint8Array.of(5, 0))],
})
export const late = { at: Date.parse("2031-06-01T00:00:00Z") }
export const early = { at: Date.parse("2029-06-01T00:00:00Z") }
export const strict = { purpose: "server-strict", usage: "any" } as const
export const pathOnly = { isPathOnly: true, usage: "any" } as const
