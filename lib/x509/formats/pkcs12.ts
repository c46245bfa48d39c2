import { hmac } from "@noble/hashes/hmac.js"
import { readBytes } from "#base/bytes"
import { err, ok, type Result } from "#base/result"
import { Secret } from "#base/secret"
import { DerReader } from "../der.ts"
import { decryptPbe } from "./decrypt-pbe.ts"
import { definiteLengths } from "./definite-lengths.ts"
import { damaged, type FormatFailure, passwordMissing, unsupported } from "./format-failure.ts"
import type { Integrity, Keystore } from "./keystore.ts"
import { bmpPassword } from "./password.ts"
import { type Bag, type MacData, type Pfx, readBags, readPfx } from "./pkcs12-content.ts"
import { entriesOf, type OpenedBag } from "./pkcs12-entries.ts"
import { derivedFor, derivePkcs12, digestOf } from "./pkcs12-kdf.ts"
import { encryptionOf, openEncryptedKey, openPlainKey } from "./private-key-material.ts"
import { slowIteration, spendIterations, type WorkBudget } from "./work-budget.ts"

const what = "The PKCS #12 file"

/** Where opening stands: the password that fits, and whether its MAC vouches for the rest. */
interface Opening {
	readonly password?: Secret<string>
	readonly integrity: Integrity
	readonly budget: WorkBudget
}

/**
 * Opens a PKCS #12 file of any age: with MAC or without, encrypted in whole, in part or not, with an empty password or
 * none at all. Without a given password the empty one is tried. What cannot be opened says why, the rest is read.
 */
export async function readPkcs12(
	bytes: Uint8Array,
	password: Secret<string> | undefined,
	budget: WorkBudget,
): Promise<Result<Keystore, FormatFailure>> {
	const der = definiteLengths(bytes)
	if (!der.ok) return err(damaged(what, der.error.text))
	const pfx = readBytes(der.value, "pfx", () => {
		const outer = new DerReader(der.value, "")
		const found = readPfx(outer)
		outer.expectEnd("pfx")
		return found
	})
	if (!pfx.ok) return err(damaged(what, pfx.error.text))
	const integrity = checkMac(pfx.value, password, budget)
	if (!integrity.ok) return integrity
	const fitting = password ?? (integrity.value.kind === "verified" ? new Secret("") : undefined)
	const opening: Opening = {
		integrity: integrity.value,
		budget,
		...(fitting === undefined ? {} : { password: fitting }),
	}
	return openSafes(pfx.value, opening)
}

/** True for the outline of PKCS #12: a SEQUENCE that begins with version 3 and another SEQUENCE. */
export function isPkcs12(bytes: Uint8Array): boolean {
	const header = (bytes[1] ?? 0) > 0x80 ? 2 + (bytes[1] ?? 0) - 0x80 : 2
	const [tag, length, version, next] = bytes.subarray(header, header + 4)
	return bytes[0] === 0x30 && tag === 2 && length === 1 && version === 3 && next === 0x30
}

async function openSafes(pfx: Pfx, opening: Opening): Promise<Result<Keystore, FormatFailure>> {
	const bags: OpenedBag[] = []
	const problems: FormatFailure[] = []
	const encryption = pfx.safes.flatMap((safe) =>
		safe.kind === "encrypted" ? [encryptionOf(safe.scheme)] : [],
	)
	for (const safe of pfx.safes) {
		const contents = await openSafe(safe, opening)
		if (contents.ok) bags.push(...(await openBags(contents.value, opening)))
		else problems.push(contents.error)
	}
	const [first] = problems
	if (bags.length === 0 && first !== undefined) return err(first)
	const { integrity } = opening
	const others = bags.filter(({ bag }) => bag.kind === "other")
	const unknown = others.map(() =>
		unsupported("The file holds an entry of a kind that is not known here.", ""),
	)
	return ok({
		type: "pkcs12",
		integrity,
		entries: entriesOf(bags),
		encryption,
		problems: [...problems, ...unknown],
	})
}

async function openSafe(
	safe: Pfx["safes"][number],
	opening: Opening,
): Promise<Result<readonly Bag[], FormatFailure>> {
	if (safe.kind === "other") {
		const text = `A part of ${what} is protected in a way that is not read here (${safe.oid}).`
		return err(unsupported(text, "Export it again with a password."))
	}
	if (safe.kind === "plain") return asBags(safe.bytes)
	if (opening.password === undefined) return err(passwordMissing(what))
	const plain = await decryptPbe({
		scheme: safe.scheme,
		ciphertext: safe.ciphertext,
		password: opening.password.reveal(),
		budget: opening.budget,
		what,
		isPlausible: (bytes) => asBags(bytes).ok,
	})
	if (plain.ok) return asBags(plain.value)
	const isDamage = plain.error.kind === "password-wrong" && opening.integrity.kind === "verified"
	const where = "its password is right, but the certificates do not decrypt with it"
	return isDamage ? err(damaged(what, where)) : plain
}

function asBags(bytes: Uint8Array): Result<readonly Bag[], FormatFailure> {
	const der = definiteLengths(bytes)
	const read = der.ok ? readBytes(der.value, "bags", () => readBags(new DerReader(der.value, ""))) : der
	return read.ok ? read : err(damaged(what, read.error.text))
}

async function openBags(bags: readonly Bag[], { password, budget }: Opening): Promise<OpenedBag[]> {
	const opened: OpenedBag[] = []
	for (const bag of bags) {
		if (bag.kind === "key") opened.push({ bag, key: await openPlainKey("PKCS #8", bag.bytes) })
		else if (bag.kind === "shrouded-key") {
			opened.push({ bag, key: await openEncryptedKey(bag.bytes, password, budget) })
		} else opened.push({ bag })
	}
	return opened
}

function checkMac(
	{ mac, authenticated }: Pfx,
	password: Secret<string> | undefined,
	budget: WorkBudget,
): Result<Integrity, FormatFailure> {
	if (mac === undefined) return ok({ kind: "absent" })
	if (mac.hash === undefined) return ok({ kind: "not-checked", algorithm: mac.oid })
	const algorithm = `HMAC-${mac.hash}, ${mac.iterations} iterations`
	const spent = spendIterations(budget, mac.iterations, slowIteration)
	if (!spent.ok) return spent
	const text = password?.reveal() ?? ""
	if (isMacOf(mac, mac.hash, authenticated, bmpPassword(text))) {
		return ok({ kind: "verified", algorithm, password: text === "" ? "empty" : "given" })
	}
	if (text === "" && isMacOf(mac, mac.hash, authenticated, new Uint8Array())) {
		return ok({ kind: "verified", algorithm, password: "absent" })
	}
	if (password === undefined) return err(passwordMissing(what))
	const said = `${what} does not open with this password: the password is wrong, or the file was changed.`
	return err({
		kind: "password-wrong",
		text: said,
		hint: "Check the password, spaces and line breaks included.",
	})
}

function isMacOf(
	{ salt, iterations, digest }: MacData,
	hash: NonNullable<MacData["hash"]>,
	authenticated: Uint8Array,
	password: Uint8Array,
): boolean {
	const length = digestOf(hash).outputLen
	const key = derivePkcs12(hash, password, salt, derivedFor.mac, iterations, length)
	const found = hmac(digestOf(hash), key, authenticated)
	return found.length === digest.length && found.every((byte, index) => byte === digest[index])
}
