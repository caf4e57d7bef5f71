#!/bin/sh
# Makes the certificates with which hosts of one installation control one another's recorders.
#
#   sh make-certificates.sh FOLDER ca               once, on the host where the keys are kept
#   sh make-certificates.sh FOLDER recorder HOST    for each host with recorders, by the name or address in HUSHTAPE_RECORDERS
#   sh make-certificates.sh FOLDER api              for the host that runs the API, the worker and the command line
#
# Take ca.pem, and the host's own .pem and .key, to each host; ca.key stays where it is. The CA must sign nothing else.
set -eu
folder=$1 kind=$2 host=${3:-}
umask 077
mkdir -p "$folder"
cd "$folder"

issue() { # name, extended key usage, further extensions
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" \
        -keyout "$1.key" -out "$1.csr"
    printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=%s\n%s\n' \
        "$2" "$3" >"$1.ext"
    openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 825 -extfile "$1.ext" -out "$1.pem"
    rm "$1.csr" "$1.ext"
}

case $kind in
ca)
    openssl req -x509 -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=Hushtape control" \
        -addext "keyUsage=critical,keyCertSign,cRLSign" -keyout ca.key -out ca.pem
    ;;
recorder)
    case $host in
    "") echo "name the host: $0 FOLDER recorder HOST" >&2 && exit 2 ;;
    *[!0-9.]*) name=DNS:$host ;;
    *) name=IP:$host ;;
    esac
    issue "$host" serverAuth "subjectAltName=$name"
    ;;
api) issue api clientAuth "" ;;
*) echo "ca, recorder HOST or api, not $kind" >&2 && exit 2 ;;
esac
