# What an interactive zsh offers when Tab is pressed: $1 is the completion script, $2 is the line typed so far.
# Offers are caught where the completion system adds them, because what it draws depends on the terminal.
zmodload zsh/zpty
zpty shell "TERM=dumb zsh -f -i"
zpty -w shell "source $1"
zpty -w shell 'compadd() {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi
  local -a offers; builtin compadd -A offers "$@"; print -l -- "offer="$^offers
}
finishing() { _main_complete; print "offers""-end" }
zle -C finish complete-word finishing
bindkey "^I" finish'
zpty -w -n shell "$2"$'\t'
while zpty -r shell line && [[ $line != *offers-end* ]]; do
  [[ $line == *offer=[^\"]* ]] && print -r -- "${${line#*offer=}%%[[:cntrl:]]*}"
done
zpty -d shell
