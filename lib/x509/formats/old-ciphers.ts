import cipher from "node-forge/lib/cipher.js"
import "node-forge/lib/des.js"
import rc2 from "node-forge/lib/rc2.js"
import util from "node-forge/lib/util.js"

/** The ciphers of old keystores, whose blocks are eight bytes long. */
export type OldCipher =
	| { readonly name: "3DES"; readonly keyBytes: 16 | 24 }
	| { readonly name: "DES"; readonly keyBytes: 8 }
	// Forge expands keys of RC2 rightly only for effective sizes of whole bytes; these are the ones in use.
	| { readonly name: "RC2"; readonly keyBytes: number; readonly effectiveBits: 40 | 64 | 128 }

const blockBytes = 8
/** Forge keeps bytes in strings and takes quadratic time for long ones, so it is given a piece at a time. */
const pieceBytes = 1_024

type DecryptPiece = (iv: Uint8Array, ciphertext: Uint8Array) => string

/**
 * Decrypts whole blocks of DES, triple DES (keying options 1 and 2) and RC2 in CBC mode; the padding stays. About a
 * fifth of a second for a mebibyte.
 */
export function decryptOldCbc(
	old: OldCipher,
	key: Uint8Array,
	iv: Uint8Array,
	ciphertext: Uint8Array,
): Uint8Array {
	const decryptPiece = old.name === "RC2" ? rc2Pieces(key, old.effectiveBits) : desPieces(old, key)
	const plain = new Uint8Array(ciphertext.length)
	for (let at = 0; at < ciphertext.length; at += pieceBytes) {
		const before = at === 0 ? iv : ciphertext.subarray(at - blockBytes, at)
		const piece = decryptPiece(before, ciphertext.subarray(at, at + pieceBytes))
		plain.set(
			Uint8Array.from(piece, (character) => character.charCodeAt(0)),
			at,
		)
	}
	return plain
}

function rc2Pieces(key: Uint8Array, effectiveBits: number): DecryptPiece {
	const decipher = rc2.createDecryptionCipher(bufferOf(key), effectiveBits)
	return (iv, ciphertext) => {
		decipher.start(bufferOf(iv))
		decipher.update(bufferOf(ciphertext))
		return decipher.output.getBytes()
	}
}

function desPieces({ name, keyBytes }: Exclude<OldCipher, { name: "RC2" }>, key: Uint8Array): DecryptPiece {
	const isTwoKey = name === "3DES" && keyBytes === 16
	const whole = isTwoKey ? Uint8Array.from([...key, ...key.subarray(0, 8)]) : key
	const decipher = cipher.createDecipher(`${name}-CBC`, bufferOf(whole))
	return (iv, ciphertext) => {
		decipher.start({ iv: bufferOf(iv) })
		decipher.update(bufferOf(ciphertext))
		return decipher.output.getBytes()
	}
}

function bufferOf(bytes: Uint8Array) {
	return util.createBuffer(Uint8Array.from(bytes))
}
