import { writeFile } from "node:fs/promises"
import { join } from "node:path"

/** Each line: the leaf's public key, taken from certificate and key, must be one; and the chain must verify. */
const program = `#!/bin/sh
pass="-passin env:STORE_PASSPHRASE"
same() { # certificate, its form, key, its form
	of_certificate=$(openssl x509 -in "$1" -inform "$2" -noout -pubkey) && of_key=$(openssl pkey -in "$3" -inform "$4" $pass -pubout) &&
		[ -n "$of_key" ] && [ "$of_certificate" = "$of_key" ]
}
load() { # variant, side
	case $1 in
	pem | pem-traditional | pem-encrypted) same "$1/$2.pem" PEM "$1/$2-key.pem" PEM && openssl verify -x509_strict -CAfile "$1/ca.pem" -untrusted "$1/$2.pem" "$1/$2.pem" ;;
	der | der-encrypted) same "$1/$2.der" DER "$1/$2-key.der" DER ;;
	pkcs12) openssl pkcs12 -in "$1/$2.p12" $pass -nodes -out opened.pem && same opened.pem PEM opened.pem PEM ;;
	pkcs12-legacy) openssl pkcs12 -legacy -in "$1/$2.p12" $pass -nodes -out opened.pem && same opened.pem PEM opened.pem PEM ;;
	truststore-pkcs12) openssl pkcs12 -in "$1/truststore.p12" $pass -nokeys -out opened.pem && openssl verify -CAfile pem/ca.pem opened.pem ;;
	bundle-der) openssl x509 -inform DER -in "$1/bundle.der" -noout ;;
	esac
}
for folder in "$@"; do
	cd "$folder" || exit 1
	for each in pem pem-traditional pem-encrypted der der-encrypted pkcs12 pkcs12-legacy truststore-pkcs12 bundle-der; do
		if [ -d "$each" ]; then
			if said=$(load "$each" "$(basename "$folder")" 2>&1); then said=ok; fi
			printf '%s\\t%s\\t%s\\n' "$folder" "$each" "$(printf %s "$said" | tr '\\n' ' ')"
		fi
	done
done
`

/** Writes a script that loads every file with openssl's own commands. Resolves with the command. */
export async function writeLoadOpenssl(parent: string): Promise<readonly string[]> {
	const path = join(parent, "load.sh")
	await writeFile(path, program)
	return ["sh", path]
}
