; The command line that the settings of the application install for one user (electron/main/command-line.ts). It goes with
; the program, unless another version takes its place, or the file is another program's.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    ReadEnvStr $0 LOCALAPPDATA
    StrCpy $0 "$0\Microsoft\WindowsApps\vigilmon.cmd"
    ClearErrors
    FileOpen $1 $0 r
    ${ifNot} ${Errors}
      FileRead $1 $2
      FileClose $1
      ${if} $2 == "::vigilmon$\r$\n"
        Delete $0
      ${endIf}
    ${endIf}
  ${endIf}
!macroend
