import {
	createECDH,
	createPublicKey,
	decapsulate,
	diffieHellman,
	generateKeyPairSync,
	type KeyObject,
} from "node:crypto"
import { concatBytes } from "#base/bytes"
import type { OwnShare } from "../hello/handshake-secret.ts"

const x25519 = 29
const x448 = 30
const hybrid = 0x11ec
const ecdhCurves: ReadonlyMap<number, string> = new Map([
	[23, "prime256v1"],
	[24, "secp384r1"],
	[25, "secp521r1"],
])
const spkiHeads = {
	x25519: "302a300506032b656e032100",
	x448: "3042300506032b656f033900",
} as const
/** Bytes of the ciphertext that answers an ML-KEM-768 key (FIPS 203 section 8). */
const ciphertextLength = 1_088

/**
 * Makes keys of our own, one a group, each the first time it is wanted. They protect nothing: they only open what a
 * scanned server says to anybody. Undefined for groups that this platform cannot compute.
 */
export function makeShares(): (group: number) => OwnShare | undefined {
	const made = new Map<number, OwnShare | undefined>()
	return (group) => {
		if (!made.has(group)) made.set(group, makeShare(group))
		return made.get(group)
	}
}

function makeShare(group: number): OwnShare | undefined {
	const curve = ecdhCurves.get(group)
	if (curve !== undefined) return ecdhShare(group, curve)
	if (group === x25519) return montgomeryShare(group, "x25519")
	if (group === x448) return montgomeryShare(group, "x448")
	return group === hybrid ? hybridShare() : undefined
}

function ecdhShare(group: number, curve: string): OwnShare {
	const own = createECDH(curve)
	const publicKey = own.generateKeys()
	return { group, publicKey, agree: (theirs) => attempt(() => own.computeSecret(theirs)) }
}

function montgomeryShare(group: number, type: "x25519" | "x448"): OwnShare {
	const head = Buffer.from(spkiHeads[type], "hex")
	const { privateKey, publicKey } =
		type === "x448" ? generateKeyPairSync("x448") : generateKeyPairSync("x25519")
	return {
		group,
		publicKey: spki(publicKey).subarray(head.length),
		agree: (theirs) =>
			attempt(() => {
				const key = Buffer.concat([head, theirs])
				return diffieHellman({ privateKey, publicKey: createPublicKey({ key, format: "der", type: "spki" }) })
			}),
	}
}

/** X25519MLKEM768: both keys and both secrets one behind the other, ML-KEM first (draft-ietf-tls-ecdhe-mlkem). */
function hybridShare(): OwnShare | undefined {
	const classic = makeShare(x25519)
	const kem = attempt(() => generateKeyPairSync("ml-kem-768"))
	if (classic === undefined || kem === undefined) return undefined
	return {
		group: hybrid,
		// The SubjectPublicKeyInfo ends in the 1,184 bytes of the encapsulation key.
		publicKey: concatBytes([spki(kem.publicKey).subarray(-1_184), classic.publicKey]),
		agree: (theirs) => {
			const first = attempt(() => decapsulate(kem.privateKey, theirs.subarray(0, ciphertextLength)))
			const second = classic.agree(theirs.subarray(ciphertextLength))
			return first && second && concatBytes([first, second])
		},
	}
}

function spki(key: KeyObject): Buffer {
	return key.export({ type: "spki", format: "der" })
}

/** What OpenSSL lacks and what a peer sent wrong both show as an exception; here both are an answer. */
function attempt<Value>(run: () => Value): Value | undefined {
	try {
		return run()
	} catch {
		return undefined
	}
}
