@echo off
rem Set up what is missing, then run the program: start.bat ARGS is main.py ARGS.
chcp 65001 >nul
setlocal
set "root=%~dp0"
set "venv=%root%.venv"
set "python=%venv%\Scripts\python.exe"

rem The stamp is a copy of the exact set, written last: a set-up that was killed is done again.
fc /b "%root%constraints.txt" "%venv%\run.stamp" >nul 2>&1
if not %errorlevel%==0 goto set_up
"%python%" -c "" >nul 2>&1
if not %errorlevel%==0 goto set_up

:run
rem No argument, or a file, opens the window; a command word has no dot and no slash.
if "%~1"=="" goto window
set "first=%~1"
if "%first:~0,1%"=="-" goto command
if not "%first:.=%"=="%first%" goto window
if not "%first:\=%"=="%first%" goto window
if not "%first:/=%"=="%first%" goto window
:command
"%python%" "%root%main.py" %*
exit /b %errorlevel%
:window
start "" "%venv%\Scripts\pythonw.exe" "%root%main.py" %*
exit /b 0

:set_up
set "base=py -3"
%base% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>&1
if %errorlevel%==0 goto found
set "base=python"
%base% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>&1
if %errorlevel%==0 goto found
echo 请先安装 Python 3.11 或更新的版本（安装时勾选 Add python.exe to PATH），再双击 start.bat。
goto failed
:found
echo 正在安装程序所需的组件（只在第一次或更新后需要，约一两分钟）……
pushd "%root%"
del /q .venv\run.stamp >nul 2>&1
set "log=%TEMP%\zhibu-setup.log"
%base% -m venv --clear .venv >"%log%" 2>&1
if not %errorlevel%==0 goto not_installed
set "read=import configparser; c = configparser.ConfigParser(interpolation=None); c.read('setup.cfg', encoding='utf-8'); print(c['options']['install_requires'])"
"%python%" -c "%read%" >.venv\run.txt 2>>"%log%"
if not %errorlevel%==0 goto not_installed
set "from="
if exist wheels\ set "from=--no-index --find-links wheels"
"%python%" -m pip install --quiet --no-input --disable-pip-version-check --only-binary=:all: %from% -r .venv\run.txt -c constraints.txt >>"%log%" 2>&1
if not %errorlevel%==0 goto not_installed
copy /y constraints.txt .venv\run.new >nul
if not %errorlevel%==0 goto not_installed
move /y .venv\run.new .venv\run.stamp >nul
if not %errorlevel%==0 goto not_installed
popd
goto run

:not_installed
popd
echo 组件没有装上，请检查网络后再运行一次；不能上网的电脑，请把 wheels 文件夹放到程序旁边；详细记录：%log%
:failed
rem Double-clicked, the sentence stays to be read.
if "%~1"=="" pause
exit /b 1
