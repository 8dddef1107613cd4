" Neovim looks here, and Vim in vim/vimfiles: what they do is written there.
execute "source" fnameescape(expand("<sfile>:p:h:h:h:h") . "/vim/vimfiles/compiler/peerlint.vim")
