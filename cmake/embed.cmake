# Writes IN as a C string constant NAME to OUT, one literal a line.
file(STRINGS ${IN} lines)
set(text "/* Made from ${NAME} by cmake/embed.cmake. */\nstatic const char ${NAME}[] =\n")
file(READ ${IN} content)
string(REPLACE "\\" "\\\\" content "${content}")
string(REPLACE "\"" "\\\"" content "${content}")
string(REPLACE "\n" "\\n\"\n    \"" content "${content}")
file(WRITE ${OUT} "${text}    \"${content}\";\n")
