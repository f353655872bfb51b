#!/usr/bin/env bash
# Records the conversations in the folders beside this script, at several points at once; see ../recorded/record.sh.
#
#   record.sh [-o FOLDER] [NAME...]     all conversations, or those named
#
# Each has namespaces of its own: what a client still sends after it gave up is in no other recording.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export CONVERSATIONS=$here
into=$here
if [[ ${1:-} == -o ]]; then into=${2:?-o needs a folder}; shift 2; fi
if (( $# == 0 )); then set -- "$here"/*/conversation.sh; set -- "${@%/conversation.sh}"; fi
for name in "${@##*/}"; do "$here/../recorded/record.sh" -o "$into" "$name"; done
