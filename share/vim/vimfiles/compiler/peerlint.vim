" Vim compiler file
" Compiler: peerlint, a linter for BGP peering and cloud interconnect JSON
" Use:      :compiler peerlint, then :make

if exists("current_compiler")
  finish
endif
let current_compiler = "peerlint"

let s:cpo_save = &cpo
set cpo&vim

" Vim counts columns in bytes. Lines that are no findings (a wrong option) stay to be read.
CompilerSet makeprg=peerlint\ --quiet\ --format\ gcc\ --column-unit\ bytes\ %:S
CompilerSet errorformat=%f:%l:%c:\ %trror:\ %m,%f:%l:%c:\ %tarning:\ %m,%f:%l:%c:\ %tote:\ %m

let &cpo = s:cpo_save
unlet s:cpo_save
